using GigGatek.Contracts.Catalog;
using GigGatek.Storefront.Words;

namespace GigGatek.Storefront.Shop;

/// <summary>The active choices of a listing in words, each with the address that takes it back.</summary>
internal static class ListingChips
{
    public static IEnumerable<(string Label, string Path)> Of(ProductQuery query, ProductListing listing, ListingAddress address)
    {
        foreach (var grade in query.Grades ?? [])
        {
            yield return ("Grade: " + Say.Grade(grade), address.Without(ListingQuery.Grade, grade.ToString()));
        }

        if (query.PriceMin is not null || query.PriceMax is not null)
        {
            var range = Range(query.PriceMin / 100m, query.PriceMax / 100m, listing.Price.Unit);
            yield return ("Price: " + range, address.WithoutRange(ListingQuery.PriceMin, ListingQuery.PriceMax));
        }

        if (query.InStockOnly)
        {
            yield return ("In stock", address.Without(ListingQuery.Stock));
        }

        foreach (var filter in query.Filters ?? [])
        {
            var facet = listing.Facets.FirstOrDefault(facet => facet.Name == filter.Attribute);
            var label = facet?.Label ?? filter.Attribute;
            foreach (var value in filter.Values)
            {
                var words = facet?.Values.FirstOrDefault(known => known.Value == value)?.Label ?? value;
                yield return ($"{label}: {words}", address.Without(ListingQuery.Value + filter.Attribute, value));
            }

            if (filter.Min is not null || filter.Max is not null)
            {
                var range = Range(filter.Min, filter.Max, facet?.Unit ?? "");
                yield return ($"{label}: {range}", address.WithoutRange(ListingQuery.Min + filter.Attribute, ListingQuery.Max + filter.Attribute));
            }
        }
    }

    private static string Range(decimal? min, decimal? max, string unit)
    {
        var words = (min, max) switch
        {
            ({ } from, { } to) => $"{Say.Number(from)} to {Say.Number(to)}",
            ({ } from, null) => $"from {Say.Number(from)}",
            _ => $"up to {Say.Number(max!.Value)}",
        };
        return unit.Length == 0 ? words : $"{words} {unit}";
    }
}

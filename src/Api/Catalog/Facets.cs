namespace GigGatek.Api.Catalog;

/// <summary>One value of a facet.</summary>
/// <param name="Value">For the filter.</param>
/// <param name="Label">As the shop shows it.</param>
/// <param name="Count">How many products would be left with it. Counts ignore the facet's own choice.</param>
public sealed record FacetValue(string Value, string Label, int Count)
{
    internal static FacetValue Of(Contracts.Catalog.FacetValue value) => new(value.Value, value.Label, value.Count);
}

/// <summary>An attribute that one can narrow by.</summary>
/// <param name="Name">For <c>filter</c>, <c>min</c> and <c>max</c>.</param>
/// <param name="Values">Words with counts, most frequent first; empty where one narrows by a range of numbers.</param>
/// <param name="Min">The lowest number there is; null for words.</param>
/// <param name="Max">The largest number there is; null for words.</param>
public sealed record Facet(string Name, string Label, string Unit, IReadOnlyList<FacetValue> Values, decimal? Min, decimal? Max)
{
    internal static Facet Of(Contracts.Catalog.Facet facet) =>
        new(facet.Name, facet.Label, facet.Unit, [.. facet.Values.Select(FacetValue.Of)], facet.Min, facet.Max);
}

/// <summary>A grade among the products that match.</summary>
public sealed record GradeCount(Grade Grade, int Count)
{
    internal static GradeCount Of(Contracts.Catalog.FacetValue value) => new(Enum.Parse<Grade>(value.Value), value.Count);
}

/// <summary>From the lowest to the largest price among the products that match; null when none has one.</summary>
public sealed record PriceRange(Money? Min, Money? Max)
{
    internal static PriceRange Of(Contracts.Catalog.Facet price) => new(Amount(price.Min, price.Unit), Amount(price.Max, price.Unit));

    private static Money? Amount(decimal? minor, string currency) => minor is { } known ? new Money((long)known, currency) : null;
}

/// <summary>What the products that match can be narrowed by.</summary>
/// <param name="Total">How many products match.</param>
/// <param name="InStock">How many of them can be bought now.</param>
public sealed record Facets(
    int Total, int InStock, IReadOnlyList<FacetValue> Categories, IReadOnlyList<GradeCount> Grades, PriceRange Price, IReadOnlyList<Facet> Attributes)
{
    internal static Facets Of(Contracts.Catalog.ProductListing listing) => new(
        listing.Total, listing.InStock,
        [.. listing.Categories.Select(FacetValue.Of)], [.. listing.Grades.Select(GradeCount.Of)], PriceRange.Of(listing.Price), [.. listing.Facets.Select(Facet.Of)]);
}

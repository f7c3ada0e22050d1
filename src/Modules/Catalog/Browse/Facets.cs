using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Browse;

/// <summary>Counts as the facets that a page shows: only those that help to narrow.</summary>
internal static class Facets
{
    private const int MostValues = 30;

    /// <summary>An attribute with more distinct words than this is a name, not a choice.</summary>
    private const int TooManyWords = 500;

    /// <summary>An attribute that few of the matches have is noise: at least one in twenty.</summary>
    private const int Coverage = 20;

    public static List<Facet> OfAttributes(ListingCount count, Conditions conditions) =>
    [
        .. count.Attributes.GroupBy(attribute => attribute.Column.Definition.Name, StringComparer.Ordinal)
            .Select(group => OfAttribute([.. group], conditions, count.Total)).OfType<Facet>(),
    ];

    public static Facet OfPrice(ListingCount count, Conditions conditions, string currency) => new(
        "price", "Price", currency, IsRange: true, [], count.PriceMin, count.PriceMax, conditions.Query.PriceMin, conditions.Query.PriceMax);

    /// <summary>All grades, best first, also those without a match: the stamps keep their places.</summary>
    public static List<FacetValue> OfGrades(ListingCount count, Conditions conditions) =>
    [
        .. GradePromises.All.Select((promise, index) => new FacetValue(
            promise.Grade.ToString(), promise.Name, count.ByGrade[index], (conditions.Grades & GradeSet.Bit(promise.Grade)) != 0)),
    ];

    public static List<FacetValue> OfCategories(ListingCount count, CatalogIndex index, string? selected) =>
    [
        .. count.ByCategory
            .Select(entry => (Category: index.Tree.Find(entry.Key.CategoryId)!, Count: entry.Value))
            .OrderByDescending(entry => entry.Count).ThenBy(entry => entry.Category.Slug, StringComparer.Ordinal)
            .Select(entry => new FacetValue(entry.Category.Slug, entry.Category.Name, entry.Count, entry.Category.Slug == selected)),
    ];

    private static Facet? OfAttribute(IReadOnlyList<AttributeCount> counts, Conditions conditions, int matches)
    {
        var definition = counts[0].Column.Definition;
        var chosen = conditions.Attributes.Find(filter => filter.Attribute == definition.Name);
        if (chosen is null && counts.Sum(count => count.Total) * Coverage < matches)
        {
            return null;
        }

        return counts.Any(count => count.Column.IsWords) ? OfWords(counts, definition, chosen) : OfNumbers(counts, definition, chosen);
    }

    private static Facet? OfWords(IReadOnlyList<AttributeCount> counts, AttributeDefinition definition, AttributeFilter? chosen)
    {
        var all = counts.SelectMany(count => count.Values)
            .GroupBy(value => value.Value, StringComparer.Ordinal)
            .Select(group => new FacetValue(
                group.Key, group.First().Label, group.Sum(value => value.Count), chosen?.Values.Contains(group.Key, StringComparer.Ordinal) == true))
            .Where(value => value.Count > 0 || value.Selected)
            .ToList();
        if (chosen is null && all.Count is < 2 or > TooManyWords)
        {
            return null;
        }

        var shown = all.OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal)
            .Where((value, place) => place < MostValues || value.Selected);
        return new Facet(definition.Name, definition.Label, definition.Unit, IsRange: false, [.. shown], null, null, null, null);
    }

    private static Facet? OfNumbers(IReadOnlyList<AttributeCount> counts, AttributeDefinition definition, AttributeFilter? chosen)
    {
        var (min, max) = (counts.Min(count => count.Min), counts.Max(count => count.Max));
        if (chosen is null && !(min < max))
        {
            return null;
        }

        return new Facet(
            definition.Name, definition.Label, definition.Unit, IsRange: true, [],
            double.IsInfinity(min) ? null : (decimal)min, double.IsInfinity(max) ? null : (decimal)max, chosen?.Min, chosen?.Max);
    }
}

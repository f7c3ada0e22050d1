namespace GigGatek.Contracts.Catalog;

/// <summary>How a list of products is ordered. Every order is total: the product id settles ties.</summary>
public enum ProductSort
{
    /// <summary>Best match first when there is a text, newest first otherwise.</summary>
    Relevance,

    /// <summary>Cheapest first; without a price last.</summary>
    PriceUp,

    /// <summary>Dearest first; without a price last.</summary>
    PriceDown,

    /// <summary>Largest saving against the new price first.</summary>
    Saving,

    /// <summary>Last added first.</summary>
    Newest,

    /// <summary>By name.</summary>
    Name,
}

/// <summary>A choice within one attribute: any of the words, or a range of numbers.</summary>
/// <param name="Attribute">The attribute's name: <c>socket</c>.</param>
/// <param name="Values">Values as facets name them; any of them matches.</param>
public sealed record AttributeFilter(string Attribute, IReadOnlyList<string> Values, decimal? Min = null, decimal? Max = null);

/// <summary>What a shopper looks for. All parts are optional; together they narrow.</summary>
/// <param name="PriceMin">In minor units.</param>
/// <param name="Size">1 to 96.</param>
/// <param name="Cursor">From <see cref="ProductListing.Next"/>; null for the first page.</param>
public sealed record ProductQuery(
    string? CategorySlug = null,
    string? Text = null,
    IReadOnlyList<AttributeFilter>? Filters = null,
    IReadOnlyList<Grade>? Grades = null,
    long? PriceMin = null,
    long? PriceMax = null,
    bool InStockOnly = false,
    ProductSort Sort = ProductSort.Relevance,
    string? Cursor = null,
    int Size = 24);

/// <summary>One value of a facet. Counts ignore the facet's own choice, so that choosing one value leaves the others visible.</summary>
public sealed record FacetValue(string Value, string Label, int Count, bool Selected);

/// <summary>An attribute one can narrow by: words with counts, or a range of numbers.</summary>
/// <param name="Values">For words, flags and pairs; most frequent first. Empty for a range.</param>
/// <param name="Min">The lowest number among the products that match everything else; null for words.</param>
public sealed record Facet(
    string Name,
    string Label,
    string Unit,
    bool IsRange,
    IReadOnlyList<FacetValue> Values,
    decimal? Min,
    decimal? Max,
    decimal? SelectedMin,
    decimal? SelectedMax);

/// <summary>One page of products with what one may do next.</summary>
/// <param name="Category">Null when the whole shop was searched, or when there is no such category (then <paramref name="Total"/> is 0).</param>
/// <param name="CorrectedText">What was searched instead, when the words as typed found nothing; null otherwise.</param>
/// <param name="Categories">Where the matches are, with counts.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
/// <param name="CursorIsUnknown">True when the cursor is none of this order: then this is the first page.</param>
public sealed record ProductListing(
    Category? Category,
    int Total,
    IReadOnlyList<ProductCard> Cards,
    IReadOnlyList<Facet> Facets,
    Facet Price,
    IReadOnlyList<FacetValue> Grades,
    int InStock,
    IReadOnlyList<FacetValue> Categories,
    string? CorrectedText,
    string? Next,
    bool CursorIsUnknown);

/// <summary>A row of products on the home page with the reason it is there.</summary>
/// <param name="Title">Most cores per dollar.</param>
/// <param name="Figures">For each card the figure that put it there: <c>0.062 cores per dollar</c>; empty when there is none.</param>
public sealed record Shelf(string Title, string? CategorySlug, IReadOnlyList<ProductCard> Cards, IReadOnlyList<string> Figures);

/// <summary>A suggestion while typing.</summary>
/// <param name="Text">A product's name or a category's.</param>
/// <param name="Path">Where it leads, from the root of the shop.</param>
public sealed record Suggestion(string Text, string Path);

/// <summary>For the sitemap.</summary>
public sealed record ProductLink(string Slug, DateTimeOffset UpdatedAt);

namespace GigGatek.Contracts.Catalog;

/// <summary>What the rest of the shop may ask of the catalog. Nothing here is personal, nothing here writes.</summary>
public interface ICatalog
{
    /// <summary>The whole tree, parents before children, in display order. Cached.</summary>
    Task<IReadOnlyList<Category>> ListCategoriesAsync(CancellationToken ct);

    /// <summary>What the grades promise, best first.</summary>
    Task<IReadOnlyList<GradePromise>> ListGradesAsync(CancellationToken ct);

    /// <summary>A published product by the name in its address; null when there is none. One statement.</summary>
    Task<Product?> FindProductAsync(string slug, CancellationToken ct);

    /// <summary>Several products in the order asked, unknown ones left out; at most 4, for comparison.</summary>
    Task<IReadOnlyList<Product>> FindProductsAsync(IReadOnlyList<string> slugs, CancellationToken ct);

    /// <summary>Products of the same category at neighbouring prices, nearest first. One statement.</summary>
    Task<IReadOnlyList<ProductCard>> ListSimilarAsync(string slug, int count, CancellationToken ct);

    /// <summary>One page of what a shopper looks for, with facets. Filters on unknown attributes match nothing. At most three statements.</summary>
    Task<ProductListing> BrowseAsync(ProductQuery query, CancellationToken ct);

    /// <summary>Up to eight suggestions for a text of at least two letters; tolerates a typing error.</summary>
    Task<IReadOnlyList<Suggestion>> SuggestAsync(string text, CancellationToken ct);

    /// <summary>The rows of the home page.</summary>
    Task<IReadOnlyList<Shelf>> ListShelvesAsync(CancellationToken ct);

    /// <summary>Current price and stock of SKUs, unknown ones left out. One statement however many.</summary>
    Task<IReadOnlyList<Offer>> FindOffersAsync(IReadOnlyList<string> skus, CancellationToken ct);

    /// <summary>Every published product in id order, for the sitemap; 5,000 a page.</summary>
    Task<Page<ProductLink>> ListProductLinksAsync(string? cursor, CancellationToken ct);
}

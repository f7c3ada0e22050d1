namespace GigGatek.Catalog.Search;

/// <summary>
/// The database's full-text index: which products have these words. It is written in the transaction that changes the
/// product. How well a product matches is not asked of it, so that the order is the same on every engine.
/// </summary>
internal interface ISearchIndex
{
    /// <summary>Adds products that are not in it yet.</summary>
    Task AddAsync(CatalogDb db, IReadOnlyList<SearchDocument> documents, CancellationToken ct);

    /// <summary>Replaces the words of one product.</summary>
    Task ReplaceAsync(CatalogDb db, SearchDocument document, CancellationToken ct);

    /// <summary>The ids of all products that match, published or not. One statement.</summary>
    Task<List<long>> FindAsync(CatalogDb db, SearchQuery query, CancellationToken ct);

    /// <summary>Products that it does not know, at most twenty: for verification.</summary>
    Task<List<long>> FindMissingAsync(CatalogDb db, CancellationToken ct);
}

/// <summary>A product's words, separated by spaces; only letters and digits.</summary>
internal sealed record SearchDocument(long ProductId, string Words);

using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Search;

namespace GigGatek.Catalog.Products;

/// <summary>What a batch changes, worked out against the shop as it is.</summary>
internal sealed class BatchPlan
{
    public List<StoredCategory> NewCategories { get; } = [];

    /// <summary>Complete but for the change number.</summary>
    public List<StoredProduct> NewProducts { get; } = [];

    public List<StoredVariant> NewVariants { get; } = [];

    public List<SearchDocument> NewDocuments { get; } = [];

    public List<ProductUpdate> Updates { get; } = [];

    public int Unchanged { get; set; }

    public List<RefusedProduct> Refused { get; } = [];

    public bool HasChanges => NewProducts.Count + Updates.Count > 0;

    public SavedBatch Answer(SaveRun run, List<RefusedProduct> refused)
    {
        var newCategories = NewCategories.Count(category => run.NewCategories.Add(category.Slug));
        return new SavedBatch(
            NewProducts.Count, Updates.Count, Unchanged, newCategories, [.. refused.Concat(Refused).OrderBy(row => row.Index)]);
    }
}

/// <summary>A known product that a row changes.</summary>
/// <param name="Document">Its new words; null when they stay.</param>
internal sealed record ProductUpdate(
    StoredProduct Before, StoredProduct After, IReadOnlyList<VariantUpdate> Variants, IReadOnlyList<StoredVariant> NewVariants, SearchDocument? Document);

/// <summary>A known variant that a row changes.</summary>
/// <param name="Received">Units more (or fewer) than the shop thought.</param>
internal sealed record VariantUpdate(long Id, string Sku, long? Price, int WarrantyMonths, int Received);

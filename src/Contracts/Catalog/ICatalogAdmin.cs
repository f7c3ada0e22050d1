namespace GigGatek.Contracts.Catalog;

/// <summary>A product as the shop owner sees it in a list.</summary>
/// <param name="Available">Units free to sell, over all grades.</param>
/// <param name="Reserved">Units held by orders that are not paid yet.</param>
public sealed record ProductRow(
    long Id, string Slug, string Name, string Brand, string CategoryName, bool Published, Money? PriceFrom, int Available, int Reserved, DateTimeOffset UpdatedAt);

/// <summary>A variant as the shop owner edits it.</summary>
/// <param name="Version">Hand it back when changing: a change made meanwhile by someone else is then refused, not overwritten.</param>
public sealed record VariantRow(string Sku, Grade Grade, Money? Price, int Available, int Reserved, int Sold, int WarrantyMonths, long Version);

/// <summary>A product with what can be edited.</summary>
public sealed record ProductDetails(
    long Id, string Slug, string Name, string Brand, string CategorySlug, string Description, bool Published, Money? NewPrice, IReadOnlyList<ProductAttribute> Attributes,
    IReadOnlyList<VariantRow> Variants, long Version);

/// <summary>Changes the words and the visibility of a product.</summary>
public sealed record EditProduct(long ProductId, string Name, string Brand, string Description, bool Published, long Version);

/// <summary>Changes a price. Null takes the variant off sale.</summary>
public sealed record ChangePrice(string Sku, Money? Price, long Version);

/// <summary>Receives units (positive) or writes them off (negative), with the reason for the trail.</summary>
public sealed record AdjustStock(string Sku, int Change, string Reason, long Version);

/// <summary>What the owner may do with products. Every change is announced as <see cref="ChangeMade"/>.</summary>
public interface ICatalogAdmin
{
    /// <summary>Products by name, newest change first when there is no text; 50 a page.</summary>
    Task<Page<ProductRow>> ListProductsAsync(string? text, string? categorySlug, string? cursor, CancellationToken ct);

    /// <summary>Null when there is none.</summary>
    Task<ProductDetails?> FindProductAsync(long productId, CancellationToken ct);

    /// <summary>Refuses with <c>changed_meanwhile</c> when the version is old, and bad words with the field's name.</summary>
    Task<Result> EditAsync(Actor actor, EditProduct command, CancellationToken ct);

    /// <summary>Refuses negative and absurd prices, and old versions.</summary>
    Task<Result> ChangePriceAsync(Actor actor, ChangePrice command, CancellationToken ct);

    /// <summary>Refuses what would make the stock negative, and old versions.</summary>
    Task<Result> AdjustStockAsync(Actor actor, AdjustStock command, CancellationToken ct);
}

using System.Globalization;
using GigGatek.Contracts.Catalog;
using Grade = GigGatek.Api.Catalog.Grade;
using ProductAttribute = GigGatek.Api.Catalog.ProductAttribute;

namespace GigGatek.Api.Admin;

/// <summary>A product as it is kept, with its variants and their stock.</summary>
/// <param name="Id">Its name in addresses of the back office; it stays when the product is renamed.</param>
/// <param name="Published">False: the shop does not show it.</param>
public sealed record AdminProduct(
    string Id, string Slug, string Name, string Brand, string Category, string Description, bool Published, Money? NewPrice, IReadOnlyList<ProductAttribute> Attributes,
    IReadOnlyList<AdminVariant> Variants)
{
    internal static AdminProduct Of(ProductDetails product) => new(
        product.Id.ToString(CultureInfo.InvariantCulture), product.Slug, product.Name, product.Brand, product.CategorySlug, product.Description, product.Published,
        Money.Of(product.NewPrice), [.. product.Attributes.Select(ProductAttribute.Of)], [.. product.Variants.Select(AdminVariant.Of)]);
}

/// <summary>A product in one grade, as it is kept.</summary>
/// <param name="Price">Null: not for sale.</param>
/// <param name="Available">Units free to sell.</param>
/// <param name="Reserved">Units held by orders that are not paid yet.</param>
/// <param name="Sold">Units that were sold.</param>
public sealed record AdminVariant(string Sku, Grade Grade, Money? Price, int Available, int Reserved, int Sold, int WarrantyMonths)
{
    internal static AdminVariant Of(VariantRow variant) =>
        new(variant.Sku, (Grade)variant.Grade, Money.Of(variant.Price), variant.Available, variant.Reserved, variant.Sold, variant.WarrantyMonths);
}

/// <summary>A product in the list of the back office.</summary>
/// <param name="PriceFrom">Its lowest price; null when none is for sale.</param>
/// <param name="Available">Units free to sell, over all grades.</param>
/// <param name="Reserved">Units held by orders that are not paid yet.</param>
public sealed record AdminProductSummary(
    string Id, string Slug, string Name, string Brand, string CategoryName, bool Published, Money? PriceFrom, int Available, int Reserved, DateTimeOffset UpdatedAt)
{
    internal static AdminProductSummary Of(ProductRow row) => new(
        row.Id.ToString(CultureInfo.InvariantCulture), row.Slug, row.Name, row.Brand, row.CategoryName, row.Published, Money.Of(row.PriceFrom), row.Available, row.Reserved, row.UpdatedAt);
}

/// <summary>The words of a product, and whether the shop shows it.</summary>
public sealed record ProductWords(string Name, string Brand, string Description, bool Published);

/// <summary>What a variant is to cost.</summary>
/// <param name="Price">In the shop's currency; null takes it off sale.</param>
public sealed record VariantPrice(Money? Price);

/// <summary>Units that came, or went otherwise than by being sold.</summary>
/// <param name="Change">How many: above zero for what came, below for what is written off.</param>
/// <param name="Reason">For the audit trail.</param>
public sealed record StockChange(int Change, string Reason);

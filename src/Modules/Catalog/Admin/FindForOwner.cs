using GigGatek.Catalog.Products;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Admin;

/// <summary>One product, published or not, with what the owner can change.</summary>
internal sealed class FindForOwner(Sessions<CatalogDb> sessions)
{
    public async Task<ProductDetails?> Handle(long productId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var found = await db.Cards(db.Products.Where(product => product.Id == productId)).FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var product = found.Product;
        var variants = await db.Variants.Where(variant => variant.ProductId == productId).ToListAsync(ct);
        return new ProductDetails(
            product.Id, product.Slug, product.Name, product.Brand, found.CategorySlug, product.Description, product.Published,
            product.NewPrice is { } price ? new Money(price, product.Currency) : null,
            found.ToCard().Attributes,
            [.. variants.OrderBy(variant => variant.Grade).Select(variant => new VariantRow(
                variant.Sku, variant.Grade, variant.Price is { } own ? new Money(own, product.Currency) : null,
                variant.Available, variant.Reserved, variant.Sold - variant.Returned, variant.WarrantyMonths, variant.Version))],
            product.Version);
    }
}

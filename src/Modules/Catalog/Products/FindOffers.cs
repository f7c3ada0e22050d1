using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Products;

/// <summary>Current price and stock of SKUs: one statement, however many.</summary>
internal sealed class FindOffers(Sessions<CatalogDb> sessions)
{
    public async Task<IReadOnlyList<Offer>> Handle(IReadOnlyList<string> skus, CancellationToken ct)
    {
        var wanted = skus.Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
        {
            return [];
        }

        await using var db = sessions.Read();
        var found = await (
            from variant in db.Variants.WithOneOf(variant => variant.Sku, wanted)
            join product in db.Products on variant.ProductId equals product.Id
            join category in db.Categories on product.CategoryId equals category.Id
            where product.Published
            select new
            {
                variant.Sku, variant.Grade, variant.Price, variant.Available, variant.WarrantyMonths,
                product.Id, product.Slug, product.Name, product.Currency, Category = category.Slug,
            }).ToDictionaryAsync(row => row.Sku, StringComparer.Ordinal, ct);
        return
        [
            .. wanted.Where(found.ContainsKey).Select(sku => found[sku]).Select(row => new Offer(
                row.Sku, row.Id, row.Slug, row.Name, row.Category, row.Grade,
                row.Price is { } price ? new Money(price, row.Currency) : null, row.Available, row.WarrantyMonths)),
        ];
    }
}

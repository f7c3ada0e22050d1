using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Products;

/// <summary>Neighbours by price within a category: two short walks along one index, in one statement.</summary>
internal sealed class ListSimilar(Sessions<CatalogDb> sessions)
{
    private const int Most = 24;

    public async Task<IReadOnlyList<ProductCard>> Handle(string slug, int count, CancellationToken ct)
    {
        var take = Math.Clamp(count, 1, Most);
        await using var db = sessions.Read();
        var origin = db.Products.Where(product => product.Slug == slug && product.Published);
        var category = origin.Select(product => product.CategoryId);
        var price = origin.Select(product => product.PriceFrom ?? product.NewPrice ?? 0);
        var candidates = db.Products.Where(product => product.CategoryId == category.First() && product.Published && product.Slug != slug);
        var dearer = candidates.Where(product => product.PriceFrom >= price.First()).OrderBy(product => product.PriceFrom).ThenBy(product => product.Id).Take(take);
        var cheaper = candidates.Where(product => product.PriceFrom < price.First()).OrderByDescending(product => product.PriceFrom).ThenBy(product => product.Id).Take(take);
        var rows = await (
            from row in db.Cards(dearer.Concat(cheaper))
            select new { row, Price = price.First() }).ToListAsync(ct);
        return
        [
            .. rows.OrderByDescending(entry => entry.row.Product.GradesInStock != 0)
                .ThenBy(entry => Math.Abs(entry.row.Product.PriceFrom!.Value - entry.Price)).ThenBy(entry => entry.row.Product.Id)
                .Take(take).Select(entry => entry.row.ToCard()),
        ];
    }
}

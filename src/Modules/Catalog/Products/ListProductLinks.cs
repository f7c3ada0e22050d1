using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Products;

/// <summary>Every published product for the sitemap, in id order.</summary>
internal sealed class ListProductLinks(Sessions<CatalogDb> sessions)
{
    private const int PageSize = 5000;

    public async Task<Page<ProductLink>> Handle(string? cursor, CancellationToken ct)
    {
        _ = long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        await using var db = sessions.Read();
        var rows = await db.Products.Where(product => product.Published && product.Id > after).OrderBy(product => product.Id).Take(PageSize + 1)
            .Select(product => new { product.Id, product.Slug, product.UpdatedAt }).ToListAsync(ct);
        var next = rows.Count > PageSize ? rows[PageSize - 1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return new Page<ProductLink>([.. rows.Take(PageSize).Select(row => new ProductLink(row.Slug, row.UpdatedAt))], next);
    }
}

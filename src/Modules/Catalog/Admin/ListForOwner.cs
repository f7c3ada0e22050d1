using System.Globalization;
using GigGatek.Catalog.Products;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Admin;

/// <summary>The owner's list: newest change first, or what a text finds, by name. Pages are cut by the key of the last row.</summary>
internal sealed class ListForOwner(Sessions<CatalogDb> sessions)
{
    private const int PageSize = 50;

    public async Task<Page<ProductRow>> Handle(string? text, string? categorySlug, string? cursor, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var products = categorySlug is null
            ? db.Products
            : from product in db.Products
              join category in db.Categories on product.CategoryId equals category.Id
              where category.Slug == categorySlug
              select product;
        var byName = !string.IsNullOrWhiteSpace(text);
        var page = byName ? ByName(db, products, text!.Trim(), cursor) : ByChange(products, cursor);
        var rows = await (
            from product in page.Take(PageSize + 1)
            join category in db.Categories on product.CategoryId equals category.Id
            select new
            {
                Product = product,
                Category = category.Name,
                Available = db.Variants.Where(variant => variant.ProductId == product.Id).Sum(variant => (int?)variant.Available) ?? 0,
                Reserved = db.Variants.Where(variant => variant.ProductId == product.Id).Sum(variant => (int?)variant.Reserved) ?? 0,
            }).ToListAsync(ct);
        var sorted = byName
            ? rows.OrderBy(row => row.Product.Name, StringComparer.Ordinal).ThenBy(row => row.Product.Id).ToList()
            : rows.OrderByDescending(row => row.Product.UpdatedAt).ThenByDescending(row => row.Product.Id).ToList();
        return new Page<ProductRow>(
            [.. sorted.Take(PageSize).Select(row => new ProductRow(
                row.Product.Id, row.Product.Slug, row.Product.Name, row.Product.Brand, row.Category, row.Product.Published,
                row.Product.PriceFrom is { } price ? new Money(price, row.Product.Currency) : null, row.Available, row.Reserved, row.Product.UpdatedAt))],
            sorted.Count > PageSize ? Cursor(sorted[PageSize - 1].Product, byName) : null);
    }

    private static IQueryable<StoredProduct> ByName(CatalogDb db, IQueryable<StoredProduct> products, string text, string? cursor)
    {
        var lower = text.ToLowerInvariant();
        var found = products.Where(product =>
            Sql.Lower(product.Name)!.Contains(lower) || db.Variants.Any(variant => variant.ProductId == product.Id && variant.Sku == text));
        if (ReadCursor(cursor) is var (id, name) && name is not null)
        {
            found = found.Where(product => product.Name.CompareTo(name) > 0 || (product.Name == name && product.Id > id));
        }

        return found.OrderBy(product => product.Name).ThenBy(product => product.Id);
    }

    private static IQueryable<StoredProduct> ByChange(IQueryable<StoredProduct> products, string? cursor)
    {
        if (ReadCursor(cursor) is var (id, at) && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var millis))
        {
            var last = DateTimeOffset.FromUnixTimeMilliseconds(millis);
            products = products.Where(product => product.UpdatedAt < last || (product.UpdatedAt == last && product.Id < id));
        }

        return products.OrderByDescending(product => product.UpdatedAt).ThenByDescending(product => product.Id);
    }

    private static string Cursor(StoredProduct last, bool byName) => string.Create(
        CultureInfo.InvariantCulture, $"{last.Id}.{(byName ? last.Name : last.UpdatedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))}");

    /// <summary>Nulls for what this program did not write: then the list begins at its start.</summary>
    private static (long Id, string? Key) ReadCursor(string? cursor)
    {
        var dot = cursor?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0 && long.TryParse(cursor.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (id, cursor![(dot + 1)..]) : (0, null);
    }
}

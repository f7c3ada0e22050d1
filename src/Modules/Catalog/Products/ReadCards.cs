using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Catalog.Products;

/// <summary>Cards of products, in the order asked. One statement; none for nothing.</summary>
internal sealed class ReadCards(Sessions<CatalogDb> sessions)
{
    public async Task<IReadOnlyList<ProductCard>> Handle(IReadOnlyList<long> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        await using var db = sessions.Read();
        var rows = await db.Cards(db.Products.Where(product => product.Published && ids.Contains(product.Id))).ToListAsync(ct);
        var cards = rows.ToDictionary(row => row.Product.Id, row => row.ToCard());
        return [.. ids.Where(cards.ContainsKey).Select(id => cards[id])];
    }
}

/// <summary>A product with its category's slug: what a card is made of.</summary>
internal sealed record CardRow(StoredProduct Product, string CategorySlug)
{
    public ProductCard ToCard() => new(
        Product.Id,
        Product.Slug,
        Product.Name,
        Product.Brand,
        CategorySlug,
        Product.PriceFrom is { } from ? new Money(from, Product.Currency) : null,
        Product.NewPrice is { } fresh ? new Money(fresh, Product.Currency) : null,
        GradeSet.Grades(Product.GradesInStock),
        [.. AttributeJson.Read(CategorySlug, Product.Attributes).Select(attribute => AttributeWords.Show(CategorySlug, attribute))]);
}

internal static class CardQueries
{
    public static IQueryable<CardRow> Cards(this CatalogDb db, IQueryable<StoredProduct> products) =>
        from product in products
        join category in db.Categories on product.CategoryId equals category.Id
        select new CardRow(product, category.Slug);
}

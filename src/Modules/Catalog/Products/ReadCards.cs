using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Catalog.Products;

/// <summary>Cards of products, in the order asked, with what they cost in these grades. One statement; none for nothing.</summary>
internal sealed class ReadCards(Sessions<CatalogDb> sessions)
{
    public async Task<IReadOnlyList<ProductCard>> Handle(IReadOnlyList<long> ids, int grades, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        await using var db = sessions.Read();
        var rows = await db.Cards(db.Products.Where(product => product.Published && ids.Contains(product.Id))).ToListAsync(ct);
        var cards = rows.ToDictionary(row => row.Product.Id, row => row.ToCard(grades));
        return [.. ids.Where(cards.ContainsKey).Select(id => cards[id])];
    }
}

/// <summary>A product with its category's slug: what a card is made of.</summary>
internal sealed record CardRow(StoredProduct Product, string CategorySlug)
{
    /// <param name="grades">A <see cref="GradeSet"/> that a list was narrowed to.</param>
    public ProductCard ToCard(int grades = GradeSet.Any)
    {
        var cheapest = Cheapest(grades);
        var from = grades == GradeSet.Any ? Product.PriceFrom : cheapest?.Price;
        return new ProductCard(
            Product.Id,
            Product.Slug,
            Product.Name,
            Product.Brand,
            CategorySlug,
            from is { } price ? new Money(price, Product.Currency) : null,
            Product.NewPrice is { } fresh ? new Money(fresh, Product.Currency) : null,
            GradeSet.Grades(grades == GradeSet.Any ? Product.GradesInStock : Product.GradesInStock & grades),
            cheapest?.Grade,
            [.. AttributeJson.Read(CategorySlug, Product.Attributes).Select(attribute => AttributeWords.Show(CategorySlug, attribute))]);
    }

    /// <summary>Of grades that cost the same, the best; null when none of them can be bought now.</summary>
    private (Grade Grade, long Price)? Cheapest(int grades) =>
        GradeSet.Grades(grades).Select(grade => (Grade: grade, Price: PriceOf(grade))).Where(offer => offer.Price is not null)
            .OrderBy(offer => offer.Price).Select(offer => ((Grade, long)?)(offer.Grade, offer.Price!.Value)).FirstOrDefault();

    private long? PriceOf(Grade grade) => grade switch
    {
        Grade.Excellent => Product.PriceExcellent,
        Grade.Good => Product.PriceGood,
        _ => Product.PriceFair,
    };
}

internal static class CardQueries
{
    public static IQueryable<CardRow> Cards(this CatalogDb db, IQueryable<StoredProduct> products) =>
        from product in products
        join category in db.Categories on product.CategoryId equals category.Id
        select new CardRow(product, category.Slug);
}

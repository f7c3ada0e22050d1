using GigGatek.Contracts.Catalog;
using LinqToDB.Data;

namespace GigGatek.Catalog.Products;

/// <summary>The facts about its variants that a product keeps for lists. One rule: in C# for new rows, in SQL for changed ones, and in SQL for all at once, as the invariant asks.</summary>
internal static class ProductFacts
{
    /// <summary>
    /// The facts of all products that have variants, in one pass: what the invariant compares with. Asked for product by product, a server
    /// that has just imported and does not know yet how large its tables are reads all variants for each of them.
    /// </summary>
    public const string OfAll =
        $"""
        SELECT v.product_id, COALESCE(MIN(CASE WHEN v.available > 0 THEN v.price END), MIN(v.price)) AS price_from,
            SUM(CASE WHEN v.available > 0 AND v.price IS NOT NULL THEN {GradeBit} ELSE 0 END) AS grades_in_stock,
            MIN({PriceIfOfGrade} 'Excellent' THEN v.price END) AS price_excellent,
            MIN({PriceIfOfGrade} 'Good' THEN v.price END) AS price_good,
            MIN({PriceIfOfGrade} 'Fair' THEN v.price END) AS price_fair
        FROM catalog_variants v GROUP BY v.product_id
        """;

    private const string GradeBit = "CASE v.grade WHEN 'Excellent' THEN 1 WHEN 'Good' THEN 2 ELSE 4 END";
    private const string PriceIfOfGrade = "CASE WHEN v.available > 0 AND v.grade =";

    /// <summary>
    /// For MySQL, which just after an import believes the table to be empty: then all of it looks as cheap to read as a part's three rows, and
    /// is read for each part of the next import. The other engines take it for the comment that it looks like.
    /// </summary>
    private const string ByIndex = "/*+ INDEX(v ux_catalog_variants_product) */";

    private const string PriceFrom =
        $"""
        COALESCE(
            (SELECT {ByIndex} MIN(v.price) FROM catalog_variants v WHERE v.product_id = catalog_products.id AND v.available > 0),
            (SELECT {ByIndex} MIN(v.price) FROM catalog_variants v WHERE v.product_id = catalog_products.id))
        """;

    private const string GradesInStock =
        $"""
        (SELECT {ByIndex} COALESCE(SUM({GradeBit}), 0)
         FROM catalog_variants v WHERE v.product_id = catalog_products.id AND v.available > 0 AND v.price IS NOT NULL)
        """;

    private const string PriceExcellent = $"{PriceOfGrade} 'Excellent')";
    private const string PriceGood = $"{PriceOfGrade} 'Good')";
    private const string PriceFair = $"{PriceOfGrade} 'Fair')";

    /// <summary>A product has at most one variant of a grade.</summary>
    private const string PriceOfGrade = $"(SELECT {ByIndex} v.price FROM catalog_variants v WHERE v.product_id = catalog_products.id AND v.available > 0 AND v.grade =";

    private const string Facts =
        $"price_from = {PriceFrom}, grades_in_stock = {GradesInStock}, price_excellent = {PriceExcellent}, price_good = {PriceGood}, price_fair = {PriceFair}";

    /// <summary>The lowest price that can be bought now, else the lowest.</summary>
    public static long? LowestPrice(IEnumerable<StoredVariant> variants)
    {
        long? buyable = null;
        long? any = null;
        foreach (var variant in variants)
        {
            if (variant.Price is { } price)
            {
                any = Math.Min(any ?? price, price);
                buyable = variant.Available > 0 ? Math.Min(buyable ?? price, price) : buyable;
            }
        }

        return buyable ?? any;
    }

    /// <summary>The grades that can be bought now, as a <see cref="GradeSet"/>.</summary>
    public static int BuyableGrades(IEnumerable<StoredVariant> variants) =>
        variants.Where(variant => variant is { Available: > 0, Price: not null }).Sum(variant => GradeSet.Bit(variant.Grade));

    /// <summary>What a unit of this grade costs, when one can be bought now.</summary>
    public static long? PriceOf(Grade grade, IEnumerable<StoredVariant> variants) =>
        variants.FirstOrDefault(variant => variant.Grade == grade && variant.Available > 0)?.Price;

    /// <summary>Writes the facts of products whose variants have changed, and makes lists notice. One statement for all of them.</summary>
    public static async Task RefreshFactsAsync(this CatalogDb db, IReadOnlyList<long> productIds, CancellationToken ct)
    {
        if (productIds.Count == 0)
        {
            return;
        }

        var first = await db.TakeChangeNumbersAsync(productIds.Count, ct);
        var changes = ValuesById.Of(productIds.Select((id, index) => (id, first + index)));
        await db.ExecuteAsync(
            $"UPDATE catalog_products SET {Facts}, change_seq = {changes.Value} WHERE id IN ({changes.Ids})",
            ct, changes.Parameters);
    }
}

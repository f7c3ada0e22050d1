using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Verification;

namespace GigGatek.Tests.Integration.Catalog;

/// <summary>Each sentence about the catalog, broken on purpose and found.</summary>
public sealed class VerifyTests(CatalogShop shop) : IClassFixture<CatalogShop>
{
    [Theory]
    [InlineData("Stock on hand", "UPDATE catalog_variants SET received = received + 1 WHERE sku = @sku", "UPDATE catalog_variants SET received = received - 1 WHERE sku = @sku")]
    [InlineData("Stock on hand", "UPDATE catalog_variants SET available = -1, received = -1 + reserved + sold - returned WHERE sku = @sku", "UPDATE catalog_variants SET available = 4, received = 4 + reserved + sold - returned WHERE sku = @sku")]
    [InlineData("Reserved, sold", "UPDATE catalog_variants SET reserved = reserved - 1, available = available + 1 WHERE sku = @sku", "UPDATE catalog_variants SET reserved = reserved + 1, available = available - 1 WHERE sku = @sku")]
    [InlineData("Reserved, sold", "UPDATE catalog_reservation_lines SET quantity = 7 WHERE variant_id = (SELECT id FROM catalog_variants WHERE sku = @sku)", "UPDATE catalog_reservation_lines SET quantity = 1 WHERE variant_id = (SELECT id FROM catalog_variants WHERE sku = @sku)")]
    [InlineData("Reserved, sold", "UPDATE catalog_variants SET sold = sold + 1, received = received + 1 WHERE sku = @sku", "UPDATE catalog_variants SET sold = sold - 1, received = received - 1 WHERE sku = @sku")]
    [InlineData("Prices, grades", "UPDATE catalog_products SET price_from = price_from + 1 WHERE id = (SELECT product_id FROM catalog_variants WHERE sku = @sku)", "UPDATE catalog_products SET price_from = price_from - 1 WHERE id = (SELECT product_id FROM catalog_variants WHERE sku = @sku)")]
    [InlineData("Prices, grades", "UPDATE catalog_products SET price_good = price_good + 1 WHERE id = (SELECT product_id FROM catalog_variants WHERE sku = @sku)", "UPDATE catalog_products SET price_good = price_good - 1 WHERE id = (SELECT product_id FROM catalog_variants WHERE sku = @sku)")]
    [InlineData("Prices, grades", "UPDATE catalog_products SET grades_in_stock = 0 WHERE id = (SELECT product_id FROM catalog_variants WHERE sku = @sku)", "UPDATE catalog_products SET grades_in_stock = 2 WHERE id = (SELECT product_id FROM catalog_variants WHERE sku = @sku)")]
    [InlineData("Prices, grades", "UPDATE catalog_products SET change_seq = change_seq + 1000000000 WHERE id = (SELECT product_id FROM catalog_variants WHERE sku = @sku)", "UPDATE catalog_products SET change_seq = change_seq - 1000000000 WHERE id = (SELECT product_id FROM catalog_variants WHERE sku = @sku)")]
    [InlineData("Prices, grades", "DELETE FROM catalog_search WHERE @search_id = (SELECT product_id FROM catalog_variants WHERE sku = @sku)", "INSERT INTO catalog_search (@search_id, words) SELECT product_id, 'back' FROM catalog_variants WHERE sku = @sku")]
    [InlineData("The events of catalog", "INSERT INTO catalog_outbox (id, type, payload, occurred_at, due_at, attempts) VALUES (1, 'X', '{}', 0, 9000000000000, 10)", "DELETE FROM catalog_outbox WHERE id = 1")]
    public async Task What_is_broken_is_found(string sentence, string damage, string repair)
    {
        var part = await shop.HasPart(units: 5);
        await shop.Stock.ReserveAsync(new ReserveStock(Random(part), [new(part.Sku, 1)], DateTimeOffset.UnixEpoch.AddYears(100)), CancellationToken.None);
        await shop.Shop.ShouldBalance();

        Execute(damage, part.Sku);
        var report = await shop.Shop.Get<IEnumerable<IInvariant>>().Single(invariant => invariant.Sentence.StartsWith(sentence, StringComparison.Ordinal)).CheckAsync(CancellationToken.None);
        report.Findings.ShouldHaveSingleItem();
        report.Checked.ShouldBeGreaterThan(0);

        Execute(repair, part.Sku);
        await shop.Shop.ShouldBalance();
    }

    /// <summary>A reservation id of its own: SKUs are made from hashes.</summary>
    private static long Random(Variant part) => part.Sku.Aggregate(7L, (hash, letter) => (hash * 31) + letter) & long.MaxValue;

    private void Execute(string sql, string sku) =>
        shop.Shop.Database.Execute(sql.Replace("@sku", $"'{sku}'", StringComparison.Ordinal).Replace("@search_id", TestDatabase.IsServer ? "product_id" : "rowid", StringComparison.Ordinal)).ShouldBe(1);
}

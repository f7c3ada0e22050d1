namespace GigGatek.Tests.Integration.Crashes;

internal static class Stock
{
    /// <summary>So much that nothing sells out: units come in as the owner would book them. Answers some SKUs.</summary>
    public static async Task<List<string>> Plenty(RunningShop shop)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var connection = shop.Database.Open();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "UPDATE catalog_variants SET available = available + 1000, received = received + 1000 WHERE price IS NOT NULL AND available > 0; SELECT sku FROM catalog_variants WHERE price IS NOT NULL AND available >= 1000 ORDER BY id LIMIT 40";
        await using var reader = await command.ExecuteReaderAsync(ct);
        var skus = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            skus.Add(reader.GetString(0));
        }

        return skus;
    }
}

using GigGatek.Contracts.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>A product through its contract, nothing cached, against a prepared read of the same rows.</summary>
internal static class ProductRead
{
    private const string Bare =
        "SELECT p.*, v.* FROM catalog_products p LEFT JOIN catalog_variants v ON v.product_id = p.id WHERE p.slug = @slug";

    public static async Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        var (app, _) = await shop.StartAsync();
        await using (app)
        {
            var catalog = app.Services.GetRequiredService<ICatalog>();
            using var connection = Sql.Open(shop.Database);
            var slugs = Sql.Read(connection, "SELECT slug FROM catalog_products ORDER BY id LIMIT 2000").Select(row => (string)row[0]).ToArray();
            using var command = connection.CreateCommand();
            command.CommandText = Bare;
            var slug = command.CreateParameter();
            slug.ParameterName = "@slug";
            slug.Value = "";
            command.Parameters.Add(slug);
            command.Prepare();
            var turn = 0;

            var ratio = await Rounds.CompareAsync(
                9,
                () => Rounds.PerSecondAsync(TimeSpan.FromMilliseconds(500), async () =>
                    _ = await catalog.FindProductAsync(slugs[turn++ % slugs.Length], CancellationToken.None) ?? throw new InvalidOperationException("A product is missing.")),
                () => Rounds.PerSecondAsync(TimeSpan.FromMilliseconds(500), async () =>
                {
                    slug.Value = slugs[turn++ % slugs.Length];
                    await using var reader = await command.ExecuteReaderAsync();
                    var row = new object[reader.FieldCount];
                    while (await reader.ReadAsync())
                    {
                        reader.GetValues(row);
                    }
                }));
            await app.StopAsync();
            return [Figure.Of("one product through the contract, uncached", ratio, "reads/s", TestDatabase.IsServer ? 0.5 : 0.4)];
        }
    }
}

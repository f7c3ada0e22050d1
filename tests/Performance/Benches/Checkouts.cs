using System.Diagnostics;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Web;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>
/// Whole checkouts (cart, address, shipping, quote, order, payment, settled) by sixteen shoppers at once, against bare durable
/// transactions, one a checkout, that write the very rows of those checkouts into the same tables, with their keys and indexes.
/// </summary>
internal static class Checkouts
{
    private const int Shoppers = 16;
    private static readonly string[] Prefixes = ["ordering_", "payments_", "notifications_", "catalog_"];

    public static async Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        var (app, _) = await shop.StartAsync();
        await using (app)
        {
            var skus = await FindSkusAsync(shop);
            await WarmAsync(app.Services, skus);
            var rounds = new List<(double Ours, double Bare, int Rows)>();
            for (var round = 0; round < 3; round++)
            {
                rounds.Add(await RoundAsync(app.Services, shop, skus));
            }

            await app.StopAsync();
            var ratio = new Ratio(
                Rounds.Median(rounds.Select(round => round.Ours)), Rounds.Median(rounds.Select(round => round.Bare)), Rounds.Median(rounds.Select(round => round.Ours / round.Bare)));
            return [Figure.Of($"checkouts by {Shoppers} at once ({rounds[0].Rows} rows each)", ratio, "checkouts/s", 0.25)];
        }
    }

    private static async Task<(double Ours, double Bare, int Rows)> RoundAsync(IServiceProvider services, PreparedShop shop, string[] skus)
    {
        var before = Snapshot.Take(shop.DatabaseFile);
        var (checkouts, perSecond) = await BuyAsync(services, skus, TimeSpan.FromSeconds(8));
        while (Sql.Scalar(shop.DatabaseFile, "SELECT COUNT(*) FROM ordering_outbox WHERE dispatched_at IS NULL") > 0)
        {
            await Task.Delay(100);    // events and mails that follow
        }

        await Task.Delay(TimeSpan.FromSeconds(2));
        var written = before.WrittenSince(shop.DatabaseFile, checkouts);
        return (perSecond, Bare(shop, written), written.Sum(table => table.Checkouts[0].Length));
    }

    private static async Task<string[]> FindSkusAsync(PreparedShop shop)
    {
        await using var connection = Sql.Open(shop.DatabaseFile);
        Sql.Execute(connection, "UPDATE catalog_variants SET available = available + 1000, received = received + 1000 WHERE price IS NOT NULL AND id IN (SELECT id FROM catalog_variants WHERE price IS NOT NULL ORDER BY id LIMIT 500)");
        return [.. Sql.Read(connection, "SELECT sku FROM catalog_variants WHERE price IS NOT NULL ORDER BY id LIMIT 500").Select(row => (string)row[0])];
    }

    /// <summary>Until the hot paths are compiled, some 14,000 methods: until a round is hardly faster than the one before it.</summary>
    private static async Task WarmAsync(IServiceProvider services, string[] skus)
    {
        var before = 0.0;
        for (var round = 0; round < 12; round++)
        {
            var (_, now) = await BuyAsync(services, skus, TimeSpan.FromSeconds(8));
            if (now < before * 1.05)
            {
                return;
            }

            before = now;
        }
    }

    private static async Task<(int Checkouts, double PerSecond)> BuyAsync(IServiceProvider services, string[] skus, TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Shoppers).Select(shopper => Task.Run(async () =>
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(started) < time; count++)
            {
                await BuyOneAsync(services, skus[((shopper * 31) + count) % skus.Length]);
            }

            return count;
        })));
        return (counts.Sum(), counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task BuyOneAsync(IServiceProvider services, string sku)
    {
        var checkout = services.GetRequiredService<ICheckout>();
        var ct = CancellationToken.None;
        var cart = Must(await services.GetRequiredService<ICarts>().AddAsync(null, sku, 1, ct)).CartId;
        Must(await checkout.SetAddressAsync(cart, new Contact("ann@example.com", null), new Address("Ann Lee", "1 Main St", null, "Portland", "OR", "97201", "US"), ct));
        Must(await checkout.SetShippingAsync(cart, (await checkout.ListShippingAsync(cart, ct))[0].Code, ct));
        var quote = Must(await checkout.QuoteAsync(cart, ct));
        var placed = Must(await checkout.PlaceAsync(cart, quote.Token, null, ct));
        var back = $"{services.GetRequiredService<IOptions<ShopOptions>>().Value.PublicUrl}/orders/{placed.Secret}/return";
        var order = Must(await services.GetRequiredService<IOrders>().PayAsync(placed.Secret, "4242424242424242", back, ct));
        if (order.State != OrderState.Paid)
        {
            throw new InvalidOperationException($"The order is {order.State}.");
        }
    }

    private static T Must<T>(Contracts.Result<T> result)
        where T : class => result.Value ?? throw new InvalidOperationException(result.Error!.Message);

    private static void Must(Contracts.Result result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(result.Error.Message);
        }
    }

    private static double Bare(PreparedShop shop, IReadOnlyList<Written> written)
    {
        var file = Path.Combine(shop.Folder, Path.GetRandomFileName());
        using var target = Sql.Open(file);
        foreach (var definition in written.SelectMany(table => table.Definitions))
        {
            Sql.Execute(target, definition);
        }

        var inserts = written.Select(table => (Insert: Sql.PrepareInsert(target, table.Table, table.Checkouts[0][0].Length), table.Checkouts)).ToList();
        var checkouts = written.Min(table => table.Checkouts.Count);
        var started = Stopwatch.GetTimestamp();
        for (var checkout = 0; checkout < checkouts; checkout++)
        {
            using var transaction = target.BeginTransaction();
            foreach (var (insert, rows) in inserts)
            {
                insert.Transaction = transaction;
                Array.ForEach(rows[checkout], row => Sql.Insert(insert, row));
            }

            transaction.Commit();
        }

        return checkouts / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>The rows that checkouts added to a table, as many each as they added on average.</summary>
    private sealed record Written(string Table, IReadOnlyList<string> Definitions, IReadOnlyList<object[][]> Checkouts);

    private sealed record Snapshot(Dictionary<string, long> Counts)
    {
        public static Snapshot Take(string file)
        {
            using var connection = Sql.Open(file);
            return new Snapshot(Tables(connection).ToDictionary(table => table.Table, table => Count(connection, table.Table)));
        }

        public IReadOnlyList<Written> WrittenSince(string file, int checkouts)
        {
            using var connection = Sql.Open(file);
            return [.. Tables(connection)
                .Select(table => (table, Each: (int)Math.Round((Count(connection, table.Table) - Counts[table.Table]) / (double)checkouts)))
                .Where(grown => grown.Each > 0)
                .Select(grown => new Written(
                    grown.table.Table,
                    grown.table.Definitions,
                    [.. Sql.Read(connection, $"SELECT * FROM {grown.table.Table} ORDER BY rowid DESC LIMIT {grown.Each * checkouts}").Chunk(grown.Each).Where(rows => rows.Length == grown.Each)]))];
        }

        private static IEnumerable<(string Table, IReadOnlyList<string> Definitions)> Tables(SqliteConnection connection) =>
            Prefixes.SelectMany(prefix => Sql.Tables(connection, prefix));

        private static long Count(SqliteConnection connection, string table) => (long)Sql.Read(connection, $"SELECT COUNT(*) FROM {table}")[0][0];
    }
}

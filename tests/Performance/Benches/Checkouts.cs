using System.Data.Common;
using System.Diagnostics;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>
/// Whole checkouts (cart, address, shipping, quote, order, payment, settled, with the events that follow) by 32 shoppers at once, against bare durable
/// transactions, one a checkout, that write the very rows of those checkouts into the same tables, with their keys and indexes:
/// by as many connections at once where the engine has more than one writer.
/// </summary>
internal static class Checkouts
{
    private const int Shoppers = 32;
    private static readonly string[] Prefixes = ["ordering_", "payments_", "notifications_", "catalog_"];

    public static async Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        var (app, _) = await shop.StartAsync();
        await using (app)
        {
            var skus = await FindSkusAsync(shop);
            await WarmAsync(app.Services, skus);
            await EventsLeaveAsync(shop, "ordering");
            await EventsLeaveAsync(shop, "payments");
            var rounds = new List<(double Ours, double Bare, int Rows)>();
            for (var round = 0; round < 3; round++)
            {
                rounds.Add(await RoundAsync(app.Services, shop, skus));
            }

            await app.StopAsync();
            var ratio = new Ratio(
                Rounds.Median(rounds.Select(round => round.Ours)), Rounds.Median(rounds.Select(round => round.Bare)), Rounds.Median(rounds.Select(round => round.Ours / round.Bare)));
            return [Figure.Of($"checkouts by {Shoppers} at once ({rounds[0].Rows} rows each)", ratio, "checkouts/s", TestDatabase.IsServer ? 0.3 : 0.25)];
        }
    }

    private static async Task<(double Ours, double Bare, int Rows)> RoundAsync(IServiceProvider services, PreparedShop shop, string[] skus)
    {
        var before = Snapshot.Take(shop.Database);
        var started = Stopwatch.GetTimestamp();
        var checkouts = await BuyAsync(services, skus, TimeSpan.FromSeconds(8));
        await EventsLeaveAsync(shop, "ordering");
        var perSecond = checkouts / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await EventsLeaveAsync(shop, "payments");    // due some seconds later: by then the page has done what they ask for
        await Task.Delay(TimeSpan.FromSeconds(2));    // mails
        var written = before.WrittenSince(shop.Database, checkouts);
        return (perSecond, Bare(shop, written), written.Sum(table => table.Checkouts[0].Length));
    }

    /// <summary>What follows a checkout belongs to it: a shop that sells faster than it deals with that falls behind.</summary>
    private static async Task EventsLeaveAsync(PreparedShop shop, string module)
    {
        while (shop.Database.Count($"{module}_outbox WHERE dispatched_at IS NULL") > 0)
        {
            await Task.Delay(100);
        }
    }

    /// <summary>Parts of which there are plenty.</summary>
    public static async Task<string[]> FindSkusAsync(PreparedShop shop)
    {
        await using var connection = Sql.Open(shop.Database);
        var variants = Sql.Read(connection, "SELECT id, sku FROM catalog_variants WHERE price IS NOT NULL ORDER BY id LIMIT 500");
        Sql.Execute(connection, $"UPDATE catalog_variants SET available = available + 1000, received = received + 1000 WHERE id IN ({string.Join(", ", variants.Select(row => row[0]))})");
        return [.. variants.Select(row => (string)row[1])];
    }

    /// <summary>Until the hot paths are compiled, some 14,000 methods: until a round is hardly faster than the one before it.</summary>
    private static async Task WarmAsync(IServiceProvider services, string[] skus)
    {
        var before = 0;
        for (var round = 0; round < 12; round++)
        {
            var now = await BuyAsync(services, skus, TimeSpan.FromSeconds(8));
            if (now < before * 1.05)
            {
                return;
            }

            before = now;
        }
    }

    private static async Task<int> BuyAsync(IServiceProvider services, string[] skus, TimeSpan time)
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
        return counts.Sum();
    }

    /// <summary>A guest buys a part. Answers the order.</summary>
    public static async Task<long> BuyOneAsync(IServiceProvider services, string sku)
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

        return order.Id;
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
        using var copy = new EmptyCopy(shop, written.Select(table => table.Table));
        var checkouts = written.Min(table => table.Checkouts.Count);
        var writers = Enumerable.Range(0, TestDatabase.IsServer ? Shoppers : 1).Select(_ => new BareWriter(copy.Open(), written)).ToList();
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        Task.WaitAll([.. writers.Select(writer => Task.Run(() =>
        {
            for (var checkout = Interlocked.Increment(ref next); checkout < checkouts; checkout = Interlocked.Increment(ref next))
            {
                writer.Write(checkout);
            }
        }))]);
        var perSecond = checkouts / Stopwatch.GetElapsedTime(started).TotalSeconds;
        writers.ForEach(writer => writer.Dispose());
        return perSecond;
    }

    private sealed class BareWriter(DbConnection connection, IReadOnlyList<Written> written) : IDisposable
    {
        private readonly List<(DbCommand Insert, IReadOnlyList<object[][]> Checkouts)> _inserts =
            [.. written.Select(table => (Sql.PrepareInsert(connection, table.Table, table.Checkouts[0][0]), table.Checkouts))];

        public void Write(int checkout)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var (insert, rows) in _inserts)
            {
                insert.Transaction = transaction;
                Array.ForEach(rows[checkout], row => Sql.Insert(insert, row));
            }

            transaction.Commit();
        }

        public void Dispose() => connection.Dispose();
    }

    /// <summary>The rows that checkouts added to a table, as many each as they added on average.</summary>
    private sealed record Written(string Table, IReadOnlyList<object[][]> Checkouts);

    private sealed record Snapshot(Dictionary<string, long> Counts)
    {
        public static Snapshot Take(TestDatabase database)
        {
            using var connection = Sql.Open(database);
            return new Snapshot(Tables(connection).ToDictionary(table => table, table => Sql.Count(connection, table)));
        }

        public IReadOnlyList<Written> WrittenSince(TestDatabase database, int checkouts)
        {
            using var connection = Sql.Open(database);
            return [.. Tables(connection)
                .Select(table => (Name: table, Each: (int)Math.Round((Sql.Count(connection, table) - Counts[table]) / (double)checkouts)))
                .Where(grown => grown.Each > 0)
                .Select(grown => new Written(grown.Name, [.. Some(connection, grown.Name, grown.Each * checkouts).Chunk(grown.Each).Where(rows => rows.Length == grown.Each)]))];
        }

        private static List<object[]> Some(DbConnection connection, string table, int rows) =>
            Sql.Read(connection, $"SELECT * FROM {table} {(TestDatabase.IsServer ? "" : "ORDER BY rowid DESC")} LIMIT {rows}");

        private static IEnumerable<string> Tables(DbConnection connection) => Prefixes.SelectMany(prefix => Sql.Tables(connection, prefix));
    }
}

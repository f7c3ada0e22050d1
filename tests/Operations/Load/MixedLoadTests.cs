using System.Globalization;
using GigGatek.Tests.Operations.Databases;
using GigGatek.Tests.Operations.Replicas;

namespace GigGatek.Tests.Operations.Load;

/// <summary>
/// People look, search, buy and get money back at three processes while Redis, a replica and the primary's connections die and
/// the table of orders is changed. One turn here; <c>./giggatek soak</c> goes on for ten minutes.
/// </summary>
[Collection(ReplicatedShopsCollection.Name)]
public sealed class MixedLoadTests(ReplicatedShops shops)
{
    private const int Lookers = 4;
    private const int Buyers = 4;
    private const int CutsOfOneTurn = 20;

    /// <summary>In a thousand requests.</summary>
    private const double MostFailures = 1;

    private readonly TimeSpan _length = TimeSpan.FromMinutes(double.Parse(Environment.GetEnvironmentVariable("GIGGATEK_LOAD_MINUTES") ?? "0", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Hardly_a_request_fails_and_nothing_that_was_said_is_untrue_whatever_dies(ServerKind kind)
    {
        var shop = await shops.Of(kind);
        await using var redis = await RedisServer.StartAsync();
        await using var second = await shop.StartAnotherAsync(("Redis__Connection", redis.Connection));
        await using var third = await shop.StartAnotherAsync(("Redis__Connection", redis.Connection));
        var tally = new Tally();
        using var owner = new ShopOwner(shop, tally);
        await owner.SignsIn();

        await using var people = new People([shop, second, third], await shop.ListSkusAsync(), Lookers, Buyers, owner, tally);
        var started = TimeProvider.System.GetTimestamp();
        do
        {
            await Turn(shop, redis, people);
        }
        while (TimeProvider.System.GetElapsedTime(started) < _length);
        await people.EndsAsync();

        (tally.Failures.Count * 1000.0 / tally.Total).ShouldBeLessThan(
            MostFailures, $"of {tally.Total} requests:\n{string.Join('\n', tally.Failures)}\n{string.Join('\n', new[] { shop, second, third }.SelectMany(Complaints))}");
        people.Untrue.ShouldBeEmpty();
        owner.Refunds.ShouldBeGreaterThan(0);
        people.Paid.ShouldNotBeEmpty();
        await shop.Until("payments received to lead on", async () => await shop.CountAsync("ordering_orders WHERE state = 'PaymentReceived'") == 0);
        foreach (var order in people.Paid)
        {
            (await shop.CountAsync($"ordering_orders WHERE state = 'Paid' AND secret = '{Platform.Secrets.Hash(order.Split('/')[2])}'")).ShouldBe(1, order);
        }

        foreach (var process in new[] { shop, second, third })
        {
            process.Output.ShouldNotContain("Deadlock found");
        }

        await shop.ShouldBalance();
    }

    /// <summary>What a process said of the requests that it failed.</summary>
    private static IEnumerable<string> Complaints(ReplicatedShop process) =>
        process.Output.Split('\n').Where(line => line.Contains("unhandled exception", StringComparison.OrdinalIgnoreCase)).Take(5);

    private static async Task Turn(ReplicatedShop shop, RedisServer redis, People people)
    {
        await people.GoOnFor(2);
        await redis.KillAsync();
        await people.GoOnFor(2);
        await redis.RunAsync();

        var replica = shop.Set.Replicas[0];
        await replica.KillAsync();
        await people.GoOnFor(2);
        await replica.StartAgainAsync();

        for (var cut = 0; cut < CutsOfOneTurn; cut++)
        {
            await CutConnections(shop.Set.Primary);
            await people.GoOnFor(0.25);
        }

        await ChangeOrders(shop, "ADD COLUMN load_note VARCHAR(100) NULL");
        await people.GoOnFor(1);
        await ChangeOrders(shop, "ADD INDEX ix_load_note (load_note), ALGORITHM = INPLACE, LOCK = NONE");
        await people.GoOnFor(1);
        await ChangeOrders(shop, "DROP INDEX ix_load_note");
        await ChangeOrders(shop, "DROP COLUMN load_note");
        await shop.Until("every replica to be read from", async () => await shop.TellHealthAsync() == "Healthy");
    }

    private static async Task CutConnections(DatabaseServer primary)
    {
        var ids = await primary.ReadAsync(
            $"SELECT COALESCE(GROUP_CONCAT(id), '') FROM information_schema.processlist WHERE user = '{ReplicaSet.User}'", reader => reader.GetString(0));
        foreach (var id in ids.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                await primary.ExecuteAsync($"KILL {id}");
            }
            catch (MySqlConnector.MySqlException)
            {
                // it had gone meanwhile
            }
        }
    }

    /// <summary>As a migration does: it gives way after three seconds and comes again.</summary>
    private static async Task ChangeOrders(ReplicatedShop shop, string change)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await shop.Set.Primary.ExecuteAsync($"SET SESSION lock_wait_timeout = 3; ALTER TABLE {ReplicaSet.User}.ordering_orders {change}");
                return;
            }
            catch (MySqlConnector.MySqlException failure) when (failure.ErrorCode == MySqlConnector.MySqlErrorCode.LockWaitTimeout && attempt < 10)
            {
            }
        }
    }
}

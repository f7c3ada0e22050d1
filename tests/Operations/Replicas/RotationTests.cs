using System.Collections.Concurrent;
using System.Globalization;
using GigGatek.Tests.Operations.Databases;

namespace GigGatek.Tests.Operations.Replicas;

/// <summary>One primary, two replicas, visitors who read and write: whatever becomes of a replica, nobody notices.</summary>
[Collection(ReplicatedShopsCollection.Name)]
public sealed class RotationTests(ReplicatedShops shops)
{
    private const int Visitors = 3;

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task A_replica_that_is_killed_hangs_or_lags_is_left_and_taken_again_and_no_visitor_misses_what_he_wrote(ServerKind kind)
    {
        var shop = await shops.Of(kind);
        await ShouldReadFromReplicas(shop);
        await using var crowd = new Crowd(shop, await shop.ListSkusAsync(), Visitors, (visitor, enough) => visitor.BrowsesUntil(enough));
        foreach (var replica in shop.Set.Replicas)
        {
            await Survives("Unreachable", shop, crowd, replica, replica.KillAsync, replica.StartAgainAsync);
            await Survives("Unreachable", shop, crowd, replica, () => Done(replica.Pause), () => Done(replica.GoOn));
            await Survives("Lagging", shop, crowd, replica, () => shop.Set.FollowAsync(replica, delay: 600), () => shop.Set.FollowAsync(replica));
            await Survives("Stopped", shop, crowd, replica, () => replica.ExecuteAsync("STOP REPLICA SQL_THREAD"), () => replica.ExecuteAsync("START REPLICA SQL_THREAD"));
        }

        await crowd.EndsAsync();
        crowd.Faults.ShouldBeEmpty();
        await shop.ShouldBalance();
    }

    /// <summary>Nothing here proves anything while all is read from the primary.</summary>
    private static async Task ShouldReadFromReplicas(ReplicatedShop shop)
    {
        const int searches = 100;
        var faults = new ConcurrentQueue<string>();
        using var visitor = new Visitor(shop.Address, [], faults);
        var before = await CountReads(shop);
        for (var i = 0; i < searches; i++)
        {
            await visitor.Searches();
        }

        faults.ShouldBeEmpty();
        (await CountReads(shop)).Zip(before, (after, was) => after - was).ShouldAllBe(reads => reads >= searches / 2);    // looks at a replica are five a second
    }

    private static async Task Survives(string state, ReplicatedShop shop, Crowd crowd, DatabaseServer replica, Func<Task> harm, Func<Task> repair)
    {
        await crowd.GoesOnFor(2);
        var before = shop.CountLines(replica, state);
        await harm();
        await shop.Until($"the replica to be {state}", () => Task.FromResult(shop.CountLines(replica, state) > before));
        (await shop.TellHealthAsync()).ShouldBe("2 of 3 replicas of shared are read from");
        await crowd.GoesOnFor(3);
        await repair();
        await shop.Until("the replica to be taken again", async () => await shop.TellHealthAsync() == "Healthy");
    }

    private static async Task<IReadOnlyList<long>> CountReads(ReplicatedShop shop)
    {
        var reads = new List<long>();
        foreach (var replica in shop.Set.Replicas)
        {
            reads.Add(await replica.ReadAsync("SHOW GLOBAL STATUS LIKE 'Com_select'", reader => long.Parse(reader.GetString(1), CultureInfo.InvariantCulture)));
        }

        return reads;
    }

    private static Task Done(Action does)
    {
        does();
        return Task.CompletedTask;
    }
}

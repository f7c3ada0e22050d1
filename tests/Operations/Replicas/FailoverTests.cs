using GigGatek.Tests.Operations.Databases;

namespace GigGatek.Tests.Operations.Replicas;

/// <summary>The primary dies while people buy, and a replica is promoted.</summary>
[Collection(ReplicatedShopsCollection.Name)]
public sealed class FailoverTests(ReplicatedShops shops)
{
    private const int Shoppers = 3;

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task The_shop_takes_orders_again_without_a_restart_and_has_all_that_it_said_yes_to(ServerKind kind)
    {
        var shop = await shops.Of(kind);
        await shop.Until("both replicas to confirm what they get", async () => await shop.Set.CountConfirmingReplicasAsync() == 2);
        var before = await shop.CountAsync("ordering_orders");
        await using var crowd = new Crowd(shop, await shop.ListSkusAsync(), Shoppers, (visitor, enough) => visitor.BuysUntil(enough));
        await crowd.GoesOnFor(3);
        var old = shop.Set.Primary;
        await old.KillAsync();
        (await shop.RunAsync("verify")).ShouldSatisfyAllConditions(
            verified => verified.ExitCode.ShouldBe(2),
            verified => verified.Output.ShouldContain($"None of the servers {shop.Set.Addresses.Replace(",", ", ", StringComparison.Ordinal)} takes writes."));
        await shop.Set.PromoteAsync();
        foreach (var replica in shop.Set.Replicas.Where(replica => replica != old))
        {
            await shop.Set.FollowAsync(replica);
        }

        await crowd.GoesOnFor(2);    // rounds that began before were answered by whoever was there; the second was sold by the new one
        await ShouldIgnore(shop, crowd, old);
        await crowd.EndsAsync();

        var placed = crowd.Placed;
        placed.Distinct().Count().ShouldBe(placed.Count);
        (await shop.CountAsync("ordering_orders")).ShouldBe(before + placed.Count, "orders in the database against orders that shoppers know of");
        await shop.Until("payments received to lead on", async () => await shop.CountAsync("ordering_orders WHERE state = 'PaymentReceived'") == 0);
        foreach (var order in crowd.Paid)
        {
            (await StateOf(shop.Set.Primary, order)).ShouldBe("Paid");
        }

        await shop.ShouldBalance();
        await shop.Set.RebuildAsync(old);
        await shop.Until("the old primary to be read from as a replica", async () => await shop.TellHealthAsync() == "Healthy");
    }

    /// <summary>It comes back as it was, and someone even makes it writable: no order goes there.</summary>
    private static async Task ShouldIgnore(ReplicatedShop shop, Crowd crowd, DatabaseServer old)
    {
        await old.StartAgainAsync();
        await shop.Set.MakeWritableAsync(old);
        var orders = await ReplicatedShop.CountAsync(old, "ordering_orders");
        await crowd.GoesOnFor(2);
        (await ReplicatedShop.CountAsync(old, "ordering_orders")).ShouldBe(orders);
        await old.KillAsync();
        await crowd.GoesOnFor(1);
    }

    private static Task<string> StateOf(DatabaseServer server, string order) => server.ReadAsync(
        $"SELECT state FROM {ReplicaSet.User}.ordering_orders WHERE secret = '{Platform.Secrets.Hash(order.Split('/')[2])}'", reader => reader.GetString(0));
}

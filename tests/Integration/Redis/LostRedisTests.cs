using System.Text.Json;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;

namespace GigGatek.Tests.Integration.Redis;

/// <summary>Redis goes and comes back: nothing fails, it is said, and nothing old comes back with it.</summary>
[Collection(nameof(TwoNodes)), Trait("Engine", "sqlite")]
[Trait("Database", "any")]
public sealed class LostRedisTests(TwoNodes shop)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_Redis_is_told_once_by_metric_health_and_log_and_used_again_when_it_is_back()
    {
        var (path, sku) = await shop.HasPage();
        using var browser = shop.First.NewBrowser();
        shop.Up().ShouldBe(1);
        shop.Log.Clear();
        var failures = shop.Failures;

        await shop.Redis.KillAsync();
        await shop.UntilLost();

        shop.Up().ShouldBe(0);
        shop.Failures.ShouldBeGreaterThan(failures);
        Detail(await TwoNodes.Health(shop.First)).ShouldStartWith("Redis is not used, since it");
        var cart = await shop.First.HasCart(sku);
        for (var i = 0; i < 20; i++)
        {
            await TwoNodes.Ask(browser, $"{path}?grade=good&again={i}");
            await TwoNodes.Ask(browser, "/me/summary");
            (await shop.First.Adds(cart, sku, quantity: 0)).Error.ShouldNotBeNull();
        }

        await shop.Redis.RunAsync();
        await shop.UntilUsed();

        shop.Up().ShouldBe(1);
        Detail(await TwoNodes.Health(shop.First)).ShouldBeNull();
        shop.Log.Where(line => line.StartsWith("Warning: Redis is not used", StringComparison.Ordinal)).ShouldHaveSingleItem();
        shop.Log.Where(line => line.StartsWith("Information: Redis is used", StringComparison.Ordinal)).ShouldHaveSingleItem();
        string.Join('\n', shop.Log).ShouldNotContain(RedisServer.Password);
        var (other, _) = await shop.HasPage();
        await shop.UntilBothKeep(other);
        (await shop.Redis.KeysAsync("*page:*")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_process_whose_messages_were_cut_off_for_a_moment_forgets_what_it_may_have_missed()
    {
        var (path, _) = await shop.HasPage();
        await shop.UntilBothKeep(path);
        shop.Log.Clear();

        await shop.Redis.AskAsync(db => db.ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub"));

        await TestShop.Until(() => Task.FromResult(shop.Log.Any(line => line.StartsWith("Information: Redis is used", StringComparison.Ordinal))), "Redis to be used again");
        shop.Log.Where(line => line.StartsWith("Warning: Redis is not used", StringComparison.Ordinal)).ShouldHaveSingleItem();
        await shop.UntilUsed();
        using var browser = shop.First.NewBrowser();
        (await TwoNodes.Ask(browser, path)).Statements.ShouldBeGreaterThan(0, "it was kept before");
    }

    [Fact]
    public async Task What_changed_while_Redis_did_not_answer_stays_changed_when_it_answers_again()
    {
        var (userId, _) = await shop.First.HasStaff("Orders desk");
        var key = await shop.First.HasBrowserSession("orders.desk@example.com");
        var (path, sku) = await shop.HasPage(cents: 144_00);
        await shop.UntilBothKeep(path);
        foreach (var node in new[] { shop.First, shop.Second })
        {
            (await May(node, key)).ShouldBeTrue();
        }

        await shop.Redis.PauseAsync();
        (await shop.First.Get<IAccountsAdmin>().SetRoleAsync(Actor.System, userId, "Orders desk", has: false, Ct)).Error.ShouldBeNull();
        await shop.First.Costs(sku, 155_00);
        (await May(shop.First, key)).ShouldBeFalse("where it was changed it counts at once");
        await shop.UntilLost();
        await shop.Redis.GoOnAsync();
        await shop.UntilUsed();

        // In Redis the role is still there, for most of a minute, and the old price for ten.
        await TestShop.Until(async () => !await May(shop.Second, key), "the role to be gone at the other");
        foreach (var node in new[] { shop.First, shop.Second })
        {
            using var browser = node.NewBrowser();
            await TestShop.Until(async () => (await browser.Read(path)).Contains("155.00", StringComparison.Ordinal), "the new price");
        }
    }

    private static async Task<bool> May(TestShop node, string key) =>
        (await node.FindBrowserSession(key))!.Permissions.Contains(Permissions.OrdersShip);

    private static string? Detail(JsonElement health) => health.GetProperty("checks").GetProperty("redis").GetProperty("detail").GetString();
}

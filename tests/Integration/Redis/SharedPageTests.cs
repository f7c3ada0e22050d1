using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;

namespace GigGatek.Tests.Integration.Redis;

/// <summary>Pages that one process has rendered, and what makes them stale in all.</summary>
[Collection(nameof(TwoNodes))]
[Trait("Database", "any")]
public sealed class SharedPageTests(TwoNodes shop)
{
    [Fact]
    public async Task A_page_that_one_process_has_rendered_is_served_by_the_other()
    {
        var (path, _) = await shop.HasPage();
        await shop.UntilBothKeep(path);
        using var second = shop.Second.NewBrowser();

        var rendered = await shop.RendersIntoRedis(path + "?grade=good");
        var served = await TwoNodes.Ask(second, path + "?grade=good");

        served.ShouldBe((0, rendered));
    }

    [Fact]
    public async Task A_change_at_one_process_drops_the_page_at_the_other()
    {
        var (path, sku) = await shop.HasPage(cents: 111_00);
        await shop.UntilBothKeep(path);
        using var second = shop.Second.NewBrowser();
        (await TwoNodes.Ask(second, path)).Body.ShouldContain("111.00");

        await shop.First.Costs(sku, 122_00);

        await TestShop.Until(async () => (await TwoNodes.Ask(second, path)).Body.Contains("122.00", StringComparison.Ordinal), "the new price at the other");
    }

    [Fact]
    public async Task A_page_is_stale_when_a_full_Redis_has_thrown_away_what_it_depends_on()
    {
        var (path, _) = await shop.HasPage();
        await shop.UntilBothKeep(path);
        using var second = shop.Second.NewBrowser();
        await shop.RendersIntoRedis(path + "?grade=good");
        foreach (var key in await shop.Redis.KeysAsync("*stamp:product:*"))
        {
            await shop.Redis.AskAsync(db => db.ExecuteAsync("DEL", key));
        }

        (await TwoNodes.Ask(second, path + "?grade=good")).Statements.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_page_that_somebody_else_wrote_to_Redis_is_not_served()
    {
        var (path, _) = await shop.HasPage();
        await shop.UntilBothKeep(path);
        using var second = shop.Second.NewBrowser();
        await shop.RendersIntoRedis(path + "?grade=good");
        foreach (var key in await shop.Redis.KeysAsync("*page:*"))
        {
            await shop.Redis.AskAsync(db => db.ExecuteAsync("APPEND", key, "<b>bought by a stranger</b>"));
        }

        var (statements, body) = await TwoNodes.Ask(second, path + "?grade=good");

        statements.ShouldBeGreaterThan(0);
        body.ShouldNotContain("stranger");
    }
}

using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>The shop changes while someone buys: nobody pays what he has not seen, nobody buys what is gone.</summary>
[Trait("Database", "any")]
public sealed class ChangeTests(Visitors visitors)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_price_that_changed_in_the_checkout_is_asked_about_with_both_figures(bool script)
    {
        var page = await visitors.NewAsync(script);
        var owner = await visitors.OwnerAsync();
        await page.AddsAnyOf("mouse");
        var article = await Article.InCart(page);
        await page.GoesToReview($"price-{script}@example.com");
        var before = await page.Locator(".lines td[data-label=Each]").InnerTextAsync();
        var after = decimal.Parse(before["USD ".Length..], CultureInfo.InvariantCulture) + 7.5m;
        await owner.ChangesPrice(article, after);

        await page.OrderButton().ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Please look once more");
        var notice = page.GetByRole(AriaRole.Status).First;
        await Expect(notice).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"now costs USD {after:0.00} instead of {before}"));
        await Expect(notice).ToContainTextAsync("Nothing was ordered");

        await page.OrderButton().ClickAsync();
        await page.PaysWith(Cards.Pays);
        await page.SeesThatItIsPaid();
        await Expect(page.Locator(".lines td[data-label=Each]")).ToHaveTextAsync(string.Create(CultureInfo.InvariantCulture, $"USD {after:0.00}"));
        await visitors.Shop.ShouldBalance();
    }

    [Fact]
    public async Task A_price_that_changes_after_ordering_changes_nothing_for_the_order()
    {
        var page = await visitors.NewAsync();
        var owner = await visitors.OwnerAsync();
        await page.AddsAnyOf("sound-card");
        var article = await Article.InCart(page);
        await page.ChecksOutAsGuest("ordered-before@example.com");
        var button = await page.PayButton().InnerTextAsync();
        await owner.ChangesPrice(article, 999.99m);

        await page.ReloadAsync();
        await Expect(page.PayButton()).ToHaveTextAsync(button);
        await page.PaysWith(Cards.Pays);
        await page.SeesThatItIsPaid();
        await visitors.Shop.ShouldBalance();
    }

    [Fact]
    public async Task What_is_sold_out_in_the_checkout_is_said_and_the_rest_is_kept()
    {
        var page = await visitors.NewAsync();
        var owner = await visitors.OwnerAsync();
        await page.AddsAnyOf("speakers");
        var article = await Article.InCart(page);
        await page.AddsAnyOf("cpu-cooler");
        await page.GoesToReview("sold-out@example.com");
        await owner.CountsUnits(article, 0);

        await page.OrderButton().ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Someone else was faster");
        await Expect(page.Locator("main")).ToContainTextAsync(article.Name);
        await page.GetByRole(AriaRole.Link, new() { Name = "Change the cart" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Remove {article.Name}" }).ClickAsync();
        await page.ChecksOutAsGuest("sold-out@example.com");
        await page.PaysWith(Cards.Pays);
        await page.SeesThatItIsPaid();
        await visitors.Shop.ShouldBalance();
    }

    [Fact]
    public async Task The_last_unit_is_held_for_who_ordered_it_and_the_other_hears_so()
    {
        var faster = await visitors.NewAsync();
        var slower = await visitors.NewAsync();
        var owner = await visitors.OwnerAsync();
        await faster.AddsTheFirstOf("optical-drive");
        var article = await Article.InCart(faster);
        await slower.AddsTheFirstOf("optical-drive");
        (await Article.InCart(slower)).ShouldBe(article);
        await owner.CountsUnits(article, 1);
        await faster.GoesToReview("faster@example.com");
        await slower.GoesToReview("slower@example.com");

        await faster.OrderButton().ClickAsync();
        await Expect(faster.PayButton()).ToBeVisibleAsync();
        await slower.OrderButton().ClickAsync();
        await Expect(slower.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Someone else was faster");
        await faster.PaysWith(Cards.Pays);
        await faster.SeesThatItIsPaid();
        await slower.GotoAsync("/cart");
        await Expect(slower.Locator(".line-note-warning")).ToContainTextAsync("Sold out");
        await visitors.Shop.ShouldBalance();
    }
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>The shop's main road, from a facet to the mail.</summary>
[Trait("Path", "edge")]
public sealed class BuyingTests(Visitors visitors)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_guest_finds_two_parts_buys_them_and_gets_the_mail(bool script)
    {
        var email = script ? "grace@example.com" : "grace-without-script@example.com";
        var page = await visitors.NewAsync(script);

        await page.FindsByFacets("cpu", "Good", script);
        await page.AddsToCart();
        await page.FindsByFacets("memory", "Excellent", script);
        await page.AddsToCart();
        await page.GotoAsync("/cart");
        await Expect(page.Locator(".cart-line")).ToHaveCountAsync(2);

        var address = await page.ChecksOutAsGuest(email);
        var total = await page.Locator(".amounts-total .figure").InnerTextAsync();
        await page.PaysWith(Cards.Pays);
        await page.SeesThatItIsPaid();
        page.Url.ShouldBe(address);
        await Expect(page.Locator(".lines tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator(".amounts-total .figure")).ToHaveTextAsync(total);
        var number = await page.Locator(".order-number .figure").InnerTextAsync();

        await page.ReadsMail(email, number);
        await Expect(page.Locator(".mail-text")).ToContainTextAsync(total);
        await page.FollowsMailedLink("/orders/");
        await page.SeesThatItIsPaid();

        await page.GotoAsync("/cart");
        await Expect(page.GetByText("Nothing in it yet")).ToBeVisibleAsync();
        await visitors.Shop.ShouldBalance();
    }

    [Fact]
    public async Task What_was_removed_from_the_cart_can_be_put_back()
    {
        var page = await visitors.NewAsync();
        await page.AddsAnyOf("power-supply");
        await page.GotoAsync("/cart");
        var name = await page.Locator(".cart-line-name").InnerTextAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).First.ClickAsync();
        await Expect(page.Locator(".cart-removed")).ToContainTextAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it back" }).ClickAsync();
        await Expect(page.Locator(".cart-line-name")).ToHaveTextAsync(name);
        await page.Locator(".cart-line-name a").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name);
    }

    [Fact]
    public async Task A_wrong_address_is_kept_and_says_what_is_missing()
    {
        var page = await visitors.NewAsync();
        await page.AddsAnyOf("power-supply");
        await page.GotoAsync("/checkout");
        await page.WritesAddress("ada@example.com");
        await page.GetByLabel("Postal code").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to shipping" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Write the postal code.");
        await Expect(page.GetByLabel("City")).ToHaveValueAsync("San Francisco");
    }
}

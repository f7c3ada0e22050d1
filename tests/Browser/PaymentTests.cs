using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>What banks and impatient people do to a payment.</summary>
[Trait("Database", "any")]
public sealed class PaymentTests(Visitors visitors)
{
    [Fact]
    public async Task A_declined_card_costs_nothing_and_another_one_pays()
    {
        var page = await AtThePayPage("declined@example.com");
        await page.PaysWith(Cards.IsDeclined);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your card was declined");
        await page.PaysWith(Cards.Pays);
        await page.SeesThatItIsPaid();
        await visitors.Shop.ShouldBalance();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_bank_asks_and_the_shopper_approves(bool script)
    {
        var page = await AtThePayPage($"approves-{script}@example.com", script);
        await page.PaysWith(Cards.AsksTheBank);
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await page.SeesThatItIsPaid();
        await visitors.Shop.ShouldBalance();
    }

    [Fact]
    public async Task The_bank_asks_and_the_shopper_refuses_then_takes_another_card()
    {
        var page = await AtThePayPage("refuses@example.com");
        await page.PaysWith(Cards.AsksTheBank);
        await page.GetByRole(AriaRole.Button, new() { Name = "Decline" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your bank did not confirm the payment");
        await page.PaysWith(Cards.Pays);
        await page.SeesThatItIsPaid();
        await visitors.Shop.ShouldBalance();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_silent_bank_is_waited_for_and_the_page_tells_how_it_ends(bool script)
    {
        var page = await AtThePayPage($"silent-{script}@example.com", script);
        await page.PaysWith(Cards.IsSilent);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your payment is under way");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Thank you. Your order is paid", new() { Timeout = 25_000 });
        await visitors.Shop.ShouldBalance();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_double_click_pays_once(bool script)
    {
        var page = await AtThePayPage($"double-{script}@example.com", script);
        await page.GetByLabel("Card number").FillAsync(Cards.Pays);
        await page.PayButton().DblClickAsync();
        await page.SeesThatItIsPaid();
        await ShouldBePaidOnce(page);
    }

    [Fact]
    public async Task A_double_click_on_the_order_button_orders_once()
    {
        const string email = "orders-twice@example.com";
        var page = await visitors.NewAsync();
        await page.AddsAnyOf("motherboard");
        await page.GoesToReview(email);
        await page.OrderButton().DblClickAsync();
        await Expect(page.PayButton()).ToBeVisibleAsync();

        var owner = await visitors.OwnerAsync();
        await owner.GotoAsync($"/admin/orders?q={email}");
        await Expect(owner.Locator(".admin-table tbody tr")).ToHaveCountAsync(1);
        await visitors.Shop.ShouldBalance();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_back_button_after_paying_shows_the_paid_order(bool script)
    {
        var page = await AtThePayPage($"back-{script}@example.com", script);
        await page.PaysWith(Cards.Pays);
        await page.SeesThatItIsPaid();
        await page.GoBackAsync();
        await page.SeesThatItIsPaid();
        await page.GotoAsync("/checkout/review");
        await Expect(page.GetByText("Nothing in it yet")).ToBeVisibleAsync();
        await visitors.Shop.ShouldBalance();
    }

    [Fact]
    public async Task Two_tabs_pay_one_order_once()
    {
        var page = await AtThePayPage("tabs@example.com");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        await page.GetByLabel("Card number").FillAsync(Cards.Pays);
        await other.GetByLabel("Card number").FillAsync(Cards.Pays);
        await Task.WhenAll(page.PayButton().ClickAsync(), other.PayButton().ClickAsync());
        await page.SeesThatItIsPaid();
        await other.SeesThatItIsPaid();
        await ShouldBePaidOnce(page);
    }

    [Fact]
    public async Task A_tab_left_open_cannot_pay_again()
    {
        var page = await AtThePayPage("late-tab@example.com");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        await page.PaysWith(Cards.Pays);
        await page.SeesThatItIsPaid();
        await other.PaysWith(Cards.Pays);
        await other.SeesThatItIsPaid();
        await ShouldBePaidOnce(page);
    }

    private async Task<IPage> AtThePayPage(string email, bool script = true)
    {
        var page = await visitors.NewAsync(script);
        await page.AddsAnyOf("motherboard");
        await page.ChecksOutAsGuest(email);
        return page;
    }

    /// <summary>The owner sees as much captured as the order comes to, and the books agree.</summary>
    private async Task ShouldBePaidOnce(IPage page)
    {
        var total = await page.Locator(".amounts-total .figure").InnerTextAsync();
        var owner = await visitors.OwnerAsync();
        await owner.OpensOrder(await page.Locator(".order-number .figure").InnerTextAsync());
        await Expect(owner.Locator(".amounts-after .figure").First).ToHaveTextAsync(total);
        await visitors.Shop.ShouldBalance();
    }
}

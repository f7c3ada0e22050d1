using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>A guest becomes a customer, and the owner works on the orders.</summary>
public sealed class AccountTests(Visitors visitors)
{
    private const string Password = "solder wick and flux";

    [Fact]
    public async Task A_customer_claims_guest_orders_and_the_owner_ships_one_and_refunds_the_other()
    {
        const string email = "linus@example.com";
        var page = await visitors.NewAsync();
        var (_, first) = await page.Buys("monitor", email);
        var (_, second) = await page.Buys("case", email);
        await page.Registers(email, Password);
        await SeesInAccount(page, first, "Paid, to be shipped");
        await SeesInAccount(page, second, "Paid, to be shipped");

        var owner = await visitors.OwnerAsync();
        await owner.Ships(first, "UPS", "1Z999AA10123456784");
        await owner.Refunds(second, "10.00", "Scratched case");

        await SeesInAccount(page, first, "Shipped");
        await page.GetByRole(AriaRole.Link, new() { Name = first }).ClickAsync();
        await Expect(page.Locator(".shipment")).ToContainTextAsync("1Z999AA10123456784");
        await page.GotoAsync($"/account/orders/{second}");
        await Expect(page.Locator(".amounts-after")).ToContainTextAsync("USD 10.00");

        await page.ReadsMail(email, $"order {first} is on its way");
        await Expect(page.Locator(".mail-text")).ToContainTextAsync("1Z999AA10123456784");
        await page.ReadsMail(email, $"USD 10.00 of your order {second} went back to you");
        await visitors.Shop.ShouldBalance();
    }

    [Fact]
    public async Task The_owner_cancels_an_order_and_the_money_goes_back()
    {
        const string email = "ken@example.com";
        var page = await visitors.NewAsync();
        var (address, number) = await page.Buys("case-fan", email);

        var owner = await visitors.OwnerAsync();
        await owner.OpensOrder(number);
        await owner.GetByLabel("Reason, as the customer reads it").FillAsync("It failed its last test.");
        await owner.GetByLabel("to confirm").FillAsync("GG-0");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Cancel order" }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Alert)).ToContainTextAsync("This is not the number of this order");
        await owner.GetByLabel("to confirm").FillAsync(number);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Cancel order" }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Status)).ToContainTextAsync("Cancelled");

        await page.Until(
            async () =>
            {
                await page.GotoAsync(address);
                return await page.GetByText("was sent back").CountAsync() > 0;
            },
            "the money to go back");
        await Expect(page.GetByText("It failed its last test.").First).ToBeVisibleAsync();
        await page.ReadsMail(email, number);
        await visitors.Shop.ShouldBalance();
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_through_the_mail_and_the_cart_comes_along()
    {
        const string email = "margaret@example.com";
        var page = await visitors.NewAsync();
        await page.Registers(email, Password);
        await page.AddsAnyOf("memory");
        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Forgot the password?" }).ClickAsync();
        await page.GetByLabel("Mail address").FillAsync(email);
        await page.Locator("main form button").ClickAsync();
        await page.ReadsMail(email, "password");
        await page.FollowsMailedLink("/account/reset");
        await page.GetByLabel("New password").FillAsync("a whole new sentence");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set this password" }).ClickAsync();

        await page.SignsIn(email, Password);
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.SignsIn(email, "a whole new sentence");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your orders" })).ToBeVisibleAsync();
        await page.GotoAsync("/cart");
        await Expect(page.Locator(".cart-line")).ToHaveCountAsync(1);
    }

    /// <summary>Creates an account, confirms it through the mail, and signs in.</summary>
    private static Task SeesInAccount(IPage page, string number, string state) => page.Until(
        async () =>
        {
            await page.GotoAsync("/account");
            return await page.Locator(".account-orders li").Filter(new() { HasText = number }).Filter(new() { HasText = state }).CountAsync() == 1;
        },
        $"order {number} in the account, {state}");
}

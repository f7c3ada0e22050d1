using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>What a person does in the shop, with or without script.</summary>
internal static partial class Shopper
{
    private static int _wishes;

    /// <summary>From the front page to a part that is in stock in this grade.</summary>
    public static async Task FindsByFacets(this IPage page, string category, string grade, bool script = true)
    {
        await page.GotoAsync("/");
        await page.Locator($".category-tiles a[href='/c/{category}']").ClickAsync();
        await page.Choose("stock", "1", script);
        await page.Choose("grade", grade, script);
        await Expect(page.Locator(".chips").First).ToContainTextAsync(grade);
        await page.OpensAnyPart();
        await page.Locator($".grade:has(.stamp-{grade.ToLowerInvariant()}) input").CheckAsync();
    }

    /// <summary>A facet answers at once with script, and at the press of its button without.</summary>
    public static async Task Choose(this IPage page, string facet, string value, bool script = true)
    {
        await page.Locator($"#facets input[name='{facet}'][value='{value}']").CheckAsync();
        if (!script)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Apply filters" }).ClickAsync();
        }

        await Expect(page).ToHaveURLAsync(new Regex($"[?&]{facet}={value}"));
    }

    public static Task OpensTheFirstPart(this IPage page) => page.OpensPart(0);

    /// <summary>Each time another one: people buy beside each other, and of some parts there is one unit.</summary>
    private static async Task OpensAnyPart(this IPage page) =>
        await page.OpensPart(Interlocked.Increment(ref _wishes) % await page.Locator(".results .card-link").CountAsync());

    private static async Task OpensPart(this IPage page, int place)
    {
        await page.Locator(".results .card-link").Nth(place).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" })).ToBeVisibleAsync();
    }

    /// <summary>The part that is open, in the grade that is chosen.</summary>
    public static async Task AddsToCart(this IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        await Expect(page.Locator("dialog.drawer .drawer-lines, .cart-lines").First).ToBeVisibleAsync();
    }

    /// <summary>A part of a category that is in stock, in its best grade.</summary>
    public static async Task AddsAnyOf(this IPage page, string category)
    {
        await page.GotoAsync($"/c/{category}?stock=1");
        await page.OpensAnyPart();
        await page.AddsToCart();
    }

    /// <summary>What the next one who does this adds too.</summary>
    public static async Task AddsTheFirstOf(this IPage page, string category)
    {
        await page.GotoAsync($"/c/{category}?stock=1");
        await page.OpensTheFirstPart();
        await page.AddsToCart();
    }

    /// <summary>From the cart to the review, which names the total.</summary>
    public static async Task GoesToReview(this IPage page, string email)
    {
        await page.GotoAsync("/cart");
        await page.GetByRole(AriaRole.Link, new() { Name = "Check out" }).ClickAsync();
        await page.WritesAddress(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to shipping" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to review" }).ClickAsync();
        await Expect(page.OrderButton()).ToBeVisibleAsync();
    }

    public static async Task WritesAddress(this IPage page, string email)
    {
        await page.GetByLabel("Mail address").FillAsync(email);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ada Archer");
        await page.GetByLabel("Street and number").FillAsync("1 Bench Road");
        await page.GetByLabel("City").FillAsync("San Francisco");
        await page.Locator("#field-country").SelectOptionAsync("US");
        await page.Locator("#field-region").SelectOptionAsync("CA");
        await page.GetByLabel("Postal code").FillAsync("94103");
    }

    public static ILocator OrderButton(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Order and pay" });

    public static ILocator PayButton(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Pay " });

    /// <summary>To the page where the order is paid. Answers the order's own address.</summary>
    public static async Task<string> ChecksOutAsGuest(this IPage page, string email)
    {
        await page.GoesToReview(email);
        await page.OrderButton().ClickAsync();
        await Expect(page).ToHaveURLAsync(PayAddress());
        return page.Url[..^"/pay".Length];
    }

    public static async Task PaysWith(this IPage page, string card)
    {
        await page.GetByLabel("Card number").FillAsync(card);
        await page.PayButton().ClickAsync();
    }

    public static async Task SeesThatItIsPaid(this IPage page) =>
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Thank you. Your order is paid");

    /// <summary>A whole purchase. Answers the order's address and number.</summary>
    public static async Task<(string Address, string Number)> Buys(this IPage page, string category, string email)
    {
        await page.AddsAnyOf(category);
        var address = await page.ChecksOutAsGuest(email);
        await page.PaysWith(Cards.Pays);
        await page.SeesThatItIsPaid();
        return (address, await page.Locator(".order-number .figure").InnerTextAsync());
    }

    /// <summary>Opens the mailbox again and again until the mail is there, and then the mail.</summary>
    public static async Task ReadsMail(this IPage page, string to, string about)
    {
        var mail = page.Locator(".rows li").Filter(new() { HasText = to }).GetByRole(AriaRole.Link).Filter(new() { HasText = about });
        await page.Until(async () =>
        {
            await page.GotoAsync("/dev/mail");
            return await mail.CountAsync() > 0;
        }, $"a mail to {to} about “{about}”");
        await mail.First.ClickAsync();
        await Expect(page.Locator(".mail-text")).ToBeVisibleAsync();
    }

    public static async Task FollowsMailedLink(this IPage page, string part) =>
        await page.Locator($".mail-text a[href*='{part}']").First.ClickAsync();

    /// <summary>An account, with its address confirmed and a session.</summary>
    public static async Task Registers(this IPage page, string email, string password)
    {
        await page.GotoAsync("/account/register");
        await page.GetByLabel("Mail address").FillAsync(email);
        await page.GetByLabel("What should we call you?").FillAsync("Lin");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToHaveTextAsync("Create an account");

        await page.ReadsMail(email, "Confirm your mail address");
        await page.FollowsMailedLink("/account/confirm");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm this address" }).ClickAsync();
        await Expect(page.GetByText("Your mail address is confirmed")).ToBeVisibleAsync();
        await page.SignsIn(email, password);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your orders" })).ToBeVisibleAsync();
    }

    /// <summary>As the owner: a key of the API that buys for an account.</summary>
    public static async Task<string> MakesKey(this IPage owner, string email, string name)
    {
        await owner.GotoAsync("/admin/api-keys");
        await owner.GetByLabel("Mail address of the account").FillAsync(email);
        await owner.GetByLabel("What it is for").FillAsync(name);
        await owner.GetByLabel("Buy for the account").CheckAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        return await owner.Locator("#new-key").InnerTextAsync();
    }

    /// <summary>Looks until it is so; twenty seconds at most.</summary>
    public static async Task Until(this IPage page, Func<Task<bool>> isSo, string what)
    {
        var deadline = Environment.TickCount64 + 20_000;
        while (!await isSo())
        {
            (Environment.TickCount64 < deadline).ShouldBeTrue($"waited in vain for {what} at {page.Url}");
            await Task.Delay(200);
        }
    }

    [GeneratedRegex("/orders/[^/]+/pay$")]
    private static partial Regex PayAddress();
}

/// <summary>The numbers of the test bank.</summary>
internal static class Cards
{
    public const string Pays = "4242 4242 4242 4242";
    public const string IsDeclined = "4000 0000 0000 0002";
    public const string AsksTheBank = "4000 0027 6000 3184";
    public const string IsSilent = "4000 0000 0000 0119";
}

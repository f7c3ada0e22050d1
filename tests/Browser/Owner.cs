using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>What the owner does in the back office.</summary>
internal static class Owner
{
    private const string Password = "bench lamp micrometer";

    /// <summary>With the one-time password of the first start, which opens nothing but the page that replaces it.</summary>
    public static async Task SignsInForTheFirstTime(this IPage page, RunningShop shop)
    {
        await page.GotoAsync("/admin");
        await page.SignsIn(shop.OwnerEmail, shop.OwnerPassword);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Choose your own password" })).ToBeVisibleAsync();
        await page.GotoAsync("/admin/orders");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Choose your own password" })).ToBeVisibleAsync();

        await page.GetByLabel("One-time password").FillAsync(shop.OwnerPassword);
        await page.GetByLabel("New password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new Regex("/account/password"));
        await page.GotoAsync("/admin");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Dashboard" })).ToBeVisibleAsync();
    }

    public static async Task SignsIn(this IPage page, string email, string password)
    {
        await page.GetByLabel("Mail address").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public static async Task OpensOrder(this IPage page, string number)
    {
        await page.GotoAsync($"/admin/orders?q={number}");
        await page.GetByRole(AriaRole.Link, new() { Name = number }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(number);
    }

    public static async Task Ships(this IPage page, string number, string carrier, string tracking)
    {
        await page.OpensOrder(number);
        await page.GetByLabel("Carrier").FillAsync(carrier);
        await page.GetByLabel("Tracking number").FillAsync(tracking);
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as shipped" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Marked as shipped");
    }

    public static async Task Refunds(this IPage page, string number, string amount, string reason)
    {
        await page.OpensOrder(number);
        await page.GetByLabel("Amount in USD").FillAsync(amount);
        await page.GetByLabel("Reason", new() { Exact = true }).FillAsync(reason);
        await page.GetByRole(AriaRole.Button, new() { Name = "Refund" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The refund is on its way");
    }

    public static async Task ChangesPrice(this IPage page, Article article, decimal price)
    {
        var variant = await page.OpensVariant(article);
        await variant.GetByLabel("Price in USD").FillAsync(price.ToString("0.00", CultureInfo.InvariantCulture));
        await variant.GetByRole(AriaRole.Button, new() { Name = "Save price" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Price saved");
    }

    /// <summary>Counts again and corrects the books: so many are there to sell.</summary>
    public static async Task CountsUnits(this IPage page, Article article, int units)
    {
        var variant = await page.OpensVariant(article);
        var there = int.Parse(await variant.Locator(".variant-facts dd").First.InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        await variant.GetByLabel("Units").FillAsync((units - there).ToString(CultureInfo.InvariantCulture));
        await variant.GetByLabel("Reason").FillAsync("Counted again");
        await variant.GetByRole(AriaRole.Button, new() { Name = "Change stock" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Stock saved");
    }

    private static async Task<ILocator> OpensVariant(this IPage page, Article article)
    {
        await page.GotoAsync($"/admin/products?q={Uri.EscapeDataString(article.Name)}");
        await page.Locator(".admin-table").GetByRole(AriaRole.Link, new() { Name = article.Name }).First.ClickAsync();
        var variant = page.Locator("article.variant").Filter(new() { HasText = article.Sku });
        await Expect(variant).ToBeVisibleAsync();
        return variant;
    }
}

/// <summary>A part in one grade, as its cart line names it.</summary>
internal sealed record Article(string Name, string Sku)
{
    /// <summary>The first line of the cart.</summary>
    public static async Task<Article> InCart(IPage page)
    {
        await page.GotoAsync("/cart");
        return new Article(
            await page.Locator(".cart-line-name").First.InnerTextAsync(),
            await page.Locator(".cart-line-facts .figure").First.InnerTextAsync());
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>The owner gives a machine a key, replaces it and takes it away; with script and without.</summary>
[Trait("Database", "any")]
public sealed class ApiKeyTests(Visitors visitors)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_is_made_shown_once_replaced_and_revoked(bool script)
    {
        var name = $"Scanner {(script ? "with" : "without")} script";
        var signedIn = await visitors.OwnerAsync();
        var page = script ? signedIn : await visitors.NewAsync(script: false, session: await signedIn.Context.StorageStateAsync());
        await page.GotoAsync("/admin/api-keys");
        await Makes(page, name, box: null);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("at least one thing");
        await Looks(page, script);
        await Makes(page, name, "See the orders of all customers");
        var first = await ReadsKey(page);
        await Looks(page, script);
        if (script)
        {
            await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
            await page.GetByRole(AriaRole.Button, new() { Name = "Copy the key" }).ClickAsync();
            await Expect(page.GetByText("Copied.")).ToBeVisibleAsync();
            (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe(first);
        }
        else
        {
            await Expect(page.GetByText("Copy the key")).ToBeHiddenAsync();
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "to all keys" }).ClickAsync();
        (await page.ContentAsync()).ShouldNotContain(first[16..]);
        await Looks(page, script);
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await Looks(page, script);
        await page.GetByLabel("The old key goes on").SelectOptionAsync("24");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the new key" }).ClickAsync();
        (await ReadsKey(page)).ShouldNotBe(first);
        await Expect(page.GetByText("goes on until")).ToBeVisibleAsync();

        await page.GotoAsync("/admin/api-keys");
        await page.GetByRole(AriaRole.Row, new() { Name = "replaced" }).Filter(new() { HasText = name }).GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await page.GetByLabel("to confirm").FillAsync("something else");
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke this key" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was changed");
        await page.GetByLabel("to confirm").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke this key" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The key is revoked");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Revoke this key" })).ToBeHiddenAsync();
    }

    private async Task Makes(IPage page, string name, string? box)
    {
        await page.GetByLabel("Mail address of the account").FillAsync(visitors.Shop.OwnerEmail);
        await page.GetByLabel("What it is for").FillAsync(name);
        if (box is not null)
        {
            await page.GetByLabel(box).CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
    }

    private static async Task<string> ReadsKey(IPage page)
    {
        var text = page.Locator("#new-key");
        await Expect(text).ToHaveTextAsync(new Regex("^gg_[a-z2-9]{12}_[A-Za-z0-9_-]{43}$"));
        return await text.InnerTextAsync();
    }

    /// <summary>axe is a script.</summary>
    private static Task Looks(IPage page, bool script) => script ? page.ShouldBeAccessible() : Task.CompletedTask;
}

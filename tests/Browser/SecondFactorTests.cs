using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>A customer turns a second factor on, signs in with the app and with a recovery code, and turns it off; with script and without.</summary>
[Trait("Database", "any")]
public sealed class SecondFactorTests(Visitors visitors)
{
    private const string Password = "solder wick and flux";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_factor_is_turned_on_used_and_turned_off(bool script)
    {
        var email = $"{(script ? "with" : "without")}.script@example.com";
        var page = await visitors.NewAsync(script);
        await page.Registers(email, Password);
        var (secret, codes) = await TurnsOn(page, script);

        await SignsOut(page);
        await page.SignsIn(email, Password);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your code, please" })).ToBeVisibleAsync();
        await Looks(page, script);
        await page.GetByLabel("Code of your app").FillAsync("000000");
        await Press(page, "Sign in");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not fit, or was used already");
        await Looks(page, script);
        await page.GetByLabel("Code of your app").FillAsync(TheNext(secret));
        await Press(page, "Sign in");
        await Expect(page.GetByText("Your second factor is on")).ToBeVisibleAsync();

        await SignsOut(page);
        await page.SignsIn(email, Password);
        await page.GetByRole(AriaRole.Link, new() { Name = "Use a recovery code" }).ClickAsync();
        await Looks(page, script);
        await page.GetByLabel("Recovery code").FillAsync(codes[0]);
        await Press(page, "Sign in");
        await page.GetByRole(AriaRole.Link, new() { Name = "Second factor" }).ClickAsync();
        await Expect(page.Locator(".facts")).ToContainTextAsync("9 of 10 are left");
        await Looks(page, script);
        await page.ReadsMail(email, "A recovery code of your account");
        await Expect(page.Locator(".mail-text")).ToContainTextAsync("9 are left");

        await page.GotoAsync("/account/second-factor");
        await page.GetByLabel("Current password").FillAsync(Password);
        await page.GetByLabel("Code of your app").FillAsync(codes[1]);
        await Press(page, "Turn it off");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your second factor is off");
        await SignsOut(page);
        await page.SignsIn(email, Password);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your orders" })).ToBeVisibleAsync();
    }

    private static async Task<(string Secret, string[] Codes)> TurnsOn(IPage page, bool script)
    {
        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Link, new() { Name = "Second factor" }).ClickAsync();
        await Looks(page, script);
        await page.GetByLabel("Current password").FillAsync(Password);
        await Press(page, "Turn it on");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "The secret as a QR code" })).ToBeVisibleAsync();
        await Looks(page, script);
        var secret = Regex.Replace((await page.Locator(".factor-secret").InnerTextAsync()).Split(':')[^1], "\\s", "");
        await page.GetByLabel("Code of your app").FillAsync(AuthenticatorApp.CodeAt(secret, TimeProvider.System.GetUtcNow()));
        await Press(page, "Turn it on");

        var shown = page.Locator("#recovery-codes");
        await Expect(shown).ToHaveTextAsync(new Regex("^([2-9A-Z]{5}-[2-9A-Z]{5}\\s?){10}$"));
        var codes = (await shown.InnerTextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await Looks(page, script);
        if (script)
        {
            await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
            await Press(page, "Copy the codes");
            await Expect(page.GetByText("Copied.")).ToBeVisibleAsync();
            (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).Split('\n').ShouldBe(codes);
        }
        else
        {
            await Expect(page.GetByText("Copy the codes")).ToBeHiddenAsync();
        }

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(shown).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "I have kept them" })).ToBeHiddenAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
        return (secret, codes);
    }

    /// <summary>That of half a minute ahead counts already; this step's has counted.</summary>
    private static string TheNext(string secret) => AuthenticatorApp.CodeAt(secret, TimeProvider.System.GetUtcNow().AddSeconds(30));

    private static async Task SignsOut(IPage page)
    {
        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await Expect(page.GetByText("You are signed out")).ToBeVisibleAsync();
    }

    private static Task Press(IPage page, string button) => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>axe is a script.</summary>
    private static Task Looks(IPage page, bool script) => script ? page.ShouldBeAccessible() : Task.CompletedTask;
}

using System.Net;
using System.Text.RegularExpressions;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>What people do with a second factor, in the words of the tests.</summary>
internal static partial class SecondFactors
{
    /// <summary>The app's code of this moment. Each counts once, so the next one is half a minute later.</summary>
    public static string NextCode(this TestShop shop, Phone phone)
    {
        shop.Clock.Advance(TimeSpan.FromSeconds(30));
        return shop.CodeNow(phone.Secret);
    }

    public static string CodeNow(this TestShop shop, string secret) => AuthenticatorApp.CodeAt(secret, shop.Clock.GetUtcNow());

    /// <summary>Six digits that are no code now, a step before or a step after.</summary>
    public static string WrongCode(this TestShop shop, Phone phone)
    {
        var now = shop.Clock.GetUtcNow();
        var right = Enumerable.Range(-2, 5).Select(step => AuthenticatorApp.CodeAt(phone.Secret, now.AddSeconds(30 * step))).ToList();
        return Enumerable.Range(0, 10).Select(n => $"{n}{n}{n}{n}{n}{n}").First(code => !right.Contains(code));
    }

    /// <summary>The page with the secret, after the password.</summary>
    public static async Task<(string Secret, string Token)> IsOfferedASecret(this HttpClient browser)
    {
        using var answer = await browser.Send("/account/second-factor/offer", ("currentPassword", People.Password));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Body());
        var page = await answer.Body();
        return (SecretOf(page), Token().Match(page).Groups[1].Value);
    }

    public static string SecretOf(string page) =>
        string.Concat(Groups().Matches(page[page.IndexOf("factor-secret", StringComparison.Ordinal)..page.IndexOf("Kind: by time", StringComparison.Ordinal)]).Select(group => group.Groups[1].Value));

    public static IReadOnlyList<string> CodesOf(string page) => WebUtility.HtmlDecode(Codes().Match(page).Groups[1].Value).Split('\n');

    /// <summary>Turns it on in the browser, whose session goes on.</summary>
    public static async Task<Phone> TurnsOnSecondFactor(this TestShop shop, HttpClient browser)
    {
        var (secret, token) = await browser.IsOfferedASecret();
        using var on = await browser.Send("/account/second-factor/on", ("offer", token), ("code", shop.CodeNow(secret)));
        on.StatusCode.ShouldBe(HttpStatusCode.OK, await on.Body());
        return new Phone(secret, CodesOf(await on.Body()));
    }

    /// <summary>The password, which leads to the page that asks for a code.</summary>
    public static async Task<HttpClient> SignsInHalfway(this TestShop shop, string email, string password = People.Password, string back = "")
    {
        var browser = shop.NewBrowser();
        using var answer = await browser.Send("/account/sign-in", ("email", email), ("password", password), ("return", back));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Body());
        answer.Headers.Location!.OriginalString.ShouldBe("/account/sign-in/code");
        return browser;
    }

    public static Task<HttpResponseMessage> SendCode(this HttpClient browser, string code) => browser.Send("/account/sign-in/code", ("code", code));

    public static Task<HttpResponseMessage> SendRecoveryCode(this HttpClient browser, string code) => browser.Send("/account/sign-in/recovery-code", ("code", code));

    [GeneratedRegex("name=\"offer\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<span class=\"figure\">([A-Z2-7]+)</span>")]
    private static partial Regex Groups();

    [GeneratedRegex("<code id=\"recovery-codes\">([^<]+)</code>")]
    private static partial Regex Codes();
}

/// <summary>What a person with a second factor has.</summary>
/// <param name="Secret">In the app.</param>
/// <param name="Codes">On paper.</param>
internal sealed record Phone(string Secret, IReadOnlyList<string> Codes);

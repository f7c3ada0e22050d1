using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>People of a test shop, in the words of the tests.</summary>
internal static class People
{
    public const string Password = "copper kettle monday";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A browser without script, as <see cref="TestShop.NewVisitor"/>, that asks for pages.</summary>
    public static HttpClient NewBrowser(this TestShop shop)
    {
        var browser = shop.NewVisitor();
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return browser;
    }

    public static Task<HttpResponseMessage> Send(this HttpClient browser, string path, params (string Field, string Value)[] form) =>
        browser.PostAsync(path, new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Field, field.Value))), Ct);

    public static Task<HttpResponseMessage> SendSignIn(this HttpClient browser, string email, string password = Password) =>
        browser.Send("/account/sign-in", ("email", email), ("password", password));

    public static async Task<string> Read(this HttpClient browser, string path) => await browser.GetStringAsync(path, Ct);

    public static async Task<string> Body(this HttpResponseMessage answer) => await answer.Content.ReadAsStringAsync(Ct);

    /// <summary>Registers over HTTP and answers the account's id, found as the owner finds it.</summary>
    public static async Task<long> Registers(this TestShop shop, string email, string name = "Ann Lovelace")
    {
        using var browser = shop.NewBrowser();
        using var answer = await browser.Send("/account/register", ("email", email), ("displayName", name), ("password", Password));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Body());
        return (await shop.Get<IAccountsAdmin>().ListAsync(email, null, Ct)).Items.ShouldHaveSingleItem().UserId;
    }

    /// <summary>Opens the mailed link and presses its button.</summary>
    public static async Task Confirms(this TestShop shop, long userId)
    {
        var link = (await shop.Get<IAccounts>().CreateConfirmationLinkAsync(userId, Ct)).ShouldNotBeNull();
        using var browser = shop.NewBrowser();
        using var answer = await browser.FollowLink(link.Path, "/account/confirm");
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Body());
    }

    /// <summary>Sends the form behind a mailed link with its hidden fields, and more.</summary>
    public static async Task<HttpResponseMessage> FollowLink(this HttpClient browser, string path, string action, params (string Field, string Value)[] more)
    {
        var page = await browser.Read(path);
        var hidden = Regex.Matches(page, "<input type=\"hidden\" name=\"(user|token)\" value=\"([^\"]+)\"").Select(match => (match.Groups[1].Value, match.Groups[2].Value));
        return await browser.Send(action, [.. hidden, .. more]);
    }

    /// <summary>A confirmed customer with a session.</summary>
    public static async Task<(long UserId, HttpClient Browser)> HasCustomer(this TestShop shop, string email, string name = "Ann Lovelace")
    {
        var userId = await shop.Registers(email, name);
        await shop.Confirms(userId);
        return (userId, await shop.SignsIn(email));
    }

    public static async Task<HttpClient> SignsIn(this TestShop shop, string email, string password = Password)
    {
        var browser = shop.NewBrowser();
        using var answer = await browser.SendSignIn(email, password);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Body());
        return browser;
    }

    /// <summary>A person with a role and a session.</summary>
    public static async Task<(long UserId, HttpClient Browser)> HasStaff(this TestShop shop, string role)
    {
        var (userId, browser) = await shop.HasCustomer($"{role.Replace(' ', '.').ToLowerInvariant()}@example.com", $"{role} person");
        (await shop.Get<IAccountsAdmin>().SetRoleAsync(Actor.System, userId, role, has: true, Ct)).Error.ShouldBeNull();
        return (userId, browser);
    }

    /// <summary>A session of somebody who has signed in; answers its key.</summary>
    public static async Task<string> HasBrowserSession(this TestShop shop, string email)
    {
        var accepted = await shop.Get<IAccounts>().SignInAsync(email, Password, "192.0.2.1", Ct);
        return await shop.Get<IBrowserSessions>().BeginAsync(new BeginBrowserSession(accepted.Value!.Person!, "A browser", null), Ct);
    }

    /// <summary>Who has the key, and what he may do.</summary>
    public static Task<SignedIn?> FindBrowserSession(this TestShop shop, string key) => shop.Get<IBrowserSessions>().FindAsync(key, Ct);

    /// <summary>The same browser at another process of the shop: cookies know no port.</summary>
    public static async Task<bool> IsSignedInAt(this HttpClient browser, TestShop other)
    {
        using var answer = await browser.GetAsync(new Uri(other.Address, "/account"), Ct);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.SeeOther);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>True while the browser's session opens its account.</summary>
    public static async Task<bool> IsSignedIn(this HttpClient browser)
    {
        using var answer = await browser.GetAsync("/account", Ct);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.SeeOther);
        return answer.StatusCode == HttpStatusCode.OK;
    }
}

using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using GigGatek.Contracts.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>Where people are signed in: it ends at the server, whoever has a copy of the cookie.</summary>
public sealed partial class BrowserSessionTests(HurriedShop shop) : IClassFixture<HurriedShop>
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_of_the_cookie_opens_nothing_after_signing_out()
    {
        var userId = await shop.Registers("ann@example.com");
        using var browser = shop.NewBrowser();
        using var copy = Copy(await SignIn(browser, "ann@example.com"));
        (await copy.IsSignedIn()).ShouldBeTrue();

        using var left = await browser.Send("/account/sign-out");

        (await copy.IsSignedIn()).ShouldBeFalse();
        RowsOf(userId).ShouldBe(0);
    }

    [Fact]
    public async Task Signing_in_ends_the_session_that_this_browser_had_whosever_it_was()
    {
        await shop.Registers("bea@example.com");
        await shop.Registers("cleo@example.com");
        using var browser = shop.NewBrowser();
        using var first = Copy(await SignIn(browser, "bea@example.com"));
        using var second = Copy(await SignIn(browser, "bea@example.com"));
        (await first.IsSignedIn()).ShouldBeFalse();
        (await second.IsSignedIn()).ShouldBeTrue();

        using var third = Copy(await SignIn(browser, "cleo@example.com"));
        (await second.IsSignedIn()).ShouldBeFalse();
        (await third.IsSignedIn()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_customers_session_ends_after_fourteen_days_without_use_and_after_thirty_at_last()
    {
        var (userId, used) = await shop.HasCustomer("dora@example.com");
        using var unused = await shop.SignsIn("dora@example.com");
        for (var day = 13; day < 30; day += 8)
        {
            shop.Clock.Advance(TimeSpan.FromDays(day == 13 ? 13 : 8));
            (await used.IsSignedIn()).ShouldBeTrue($"on day {day}");
        }

        (await unused.IsSignedIn()).ShouldBeFalse();
        shop.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(5));
        (await used.IsSignedIn()).ShouldBeTrue();
        shop.Clock.Advance(TimeSpan.FromMinutes(6));
        (await used.IsSignedIn()).ShouldBeFalse();
        await TestShop.Until(() => Task.FromResult(RowsOf(userId) == 0), "the rows to be swept");
    }

    [Fact]
    public async Task Staff_are_out_after_an_hour_without_use_and_after_twelve_at_last()
    {
        var (_, used) = await shop.HasStaff("Orders desk");
        using var unused = await shop.SignsIn("orders.desk@example.com");
        shop.Clock.Advance(TimeSpan.FromMinutes(59));
        (await used.IsSignedIn()).ShouldBeTrue();
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        (await unused.IsSignedIn()).ShouldBeFalse();
        for (var passed = 61; passed + 50 < 12 * 60; passed += 50)
        {
            shop.Clock.Advance(TimeSpan.FromMinutes(50));
            (await used.IsSignedIn()).ShouldBeTrue($"after {passed + 50} minutes");
        }

        shop.Clock.Advance(TimeSpan.FromMinutes(50));
        (await used.IsSignedIn()).ShouldBeFalse();
    }

    [Fact]
    public async Task Everybody_sees_where_he_is_signed_in_and_ends_it_there()
    {
        var (userId, here) = await shop.HasCustomer("ella@example.com");
        using var linux = shop.NewBrowser();
        linux.DefaultRequestHeaders.UserAgent.ParseAdd(Firefox);
        await SignIn(linux, "ella@example.com");
        using var third = await shop.SignsIn("ella@example.com");
        await shop.HasCustomer("eve@example.com", "Eve");
        using var eve = await shop.SignsIn("eve@example.com");

        var page = await here.Read("/account/sessions");
        page.ShouldContain("Firefox on Linux");
        page.ShouldContain("This browser");
        var ends = End().Matches(page).Select(match => match.Value).ToList();
        ends.Count.ShouldBe(2);
        var ofLinux = (await shop.Get<IBrowserSessions>().ListAsync(userId, null, Ct)).Single(session => session.Browser == "Firefox on Linux").Id;

        using var notHers = await eve.Send($"/account/sessions/{ofLinux}/end");
        notHers.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await linux.IsSignedIn()).ShouldBeTrue();
        using var ended = await here.Send($"/account/sessions/{ofLinux}/end");
        ended.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await linux.IsSignedIn()).ShouldBeFalse();
        (await third.IsSignedIn()).ShouldBeTrue();

        using var others = await here.Send("/account/sessions/end-others");
        others.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await third.IsSignedIn()).ShouldBeFalse();
        (await here.IsSignedIn()).ShouldBeTrue();
        (await eve.IsSignedIn()).ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_may_edit_people_ends_somebodys_sessions_and_the_trail_says_so()
    {
        var (userId, browser) = await shop.HasCustomer("fay@example.com");
        var (_, owner) = await shop.HasStaff("Owner");

        using var answer = await owner.Send($"/admin/people/{userId}/sign-out");

        answer.Headers.Location!.OriginalString.ShouldBe($"/admin/people/{userId}?done=sign-out", await answer.Body());
        (await browser.IsSignedIn()).ShouldBeFalse();
        await TestShop.Until(async () => (await shop.Get<IAccountsAdmin>().ListAuditAsync($"account {userId}", null, Ct)).Items is [{ Action: "sessions.end" } entry, ..] && entry.Actor == "Owner person", "the trail");
    }

    [Fact]
    public async Task The_fifty_first_session_ends_the_one_that_was_seen_least_recently()
    {
        await shop.Registers("gwen@example.com");
        var person = (await shop.Get<IAccounts>().SignInAsync("gwen@example.com", People.Password, "192.0.2.1", Ct)).Value!.Person!;
        var sessions = shop.Get<IBrowserSessions>();
        var keys = new List<string>();
        for (var n = 0; n < 51; n++)
        {
            keys.Add(await sessions.BeginAsync(new BeginBrowserSession(person, "A browser", null), Ct));
        }

        (await sessions.FindAsync(keys[0], Ct)).ShouldBeNull();
        (await sessions.FindAsync(keys[1], Ct)).ShouldNotBeNull();
        (await sessions.ListAsync(person.UserId, null, Ct)).Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_cookie_without_the_key_to_a_session_opens_nothing()
    {
        var (customerId, _) = await shop.HasCustomer("hana@example.com");
        using var with = Copy(CookieOf(customerId, await shop.HasBrowserSession("hana@example.com")));
        using var without = Copy(CookieOf(customerId));
        using var guessing = Copy(CookieOf(customerId, "guessed"));

        (await with.IsSignedIn()).ShouldBeTrue();
        (await without.IsSignedIn()).ShouldBeFalse();
        (await guessing.IsSignedIn()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/account/password")]
    [InlineData("/account/second-factor")]
    [InlineData("/account/sessions")]
    public async Task The_accounts_inner_pages_lead_out(string path)
    {
        using var browser = await Somebody();

        (await browser.Read(path)).ShouldContain("action=\"/account/sign-out\"");
    }

    private async Task<HttpClient> Somebody()
    {
        const string email = "ida@example.com";
        if ((await shop.Get<IAccountsAdmin>().ListAsync(email, null, Ct)).Items.Count == 0)
        {
            await shop.Registers(email);
        }

        return await shop.SignsIn(email);
    }

    /// <summary>Its cookie.</summary>
    private static async Task<string> SignIn(HttpClient browser, string email)
    {
        using var answer = await browser.SendSignIn(email);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Body());
        return answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("gg_session=", StringComparison.Ordinal)).Split(';')[0];
    }

    private HttpClient Copy(string cookie)
    {
        var thief = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = shop.Address };
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        thief.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return thief;
    }

    /// <summary>One that nobody but the shop could have encrypted.</summary>
    private string CookieOf(long userId, params IEnumerable<string> keys)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, $"{userId}"), .. keys.Select(key => new Claim("session_key", key))], "session");
        var now = shop.Clock.GetUtcNow();
        var ticket = new AuthenticationTicket(
            new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true, IssuedUtc = now, ExpiresUtc = now.AddDays(14) }, "session");
        return "gg_session=" + shop.Get<IOptionsMonitor<CookieAuthenticationOptions>>().Get("session").TicketDataFormat.Protect(ticket);
    }

    private long RowsOf(long userId) => Convert.ToInt64(shop.Database.Scalar($"SELECT COUNT(*) FROM accounts_browser_sessions WHERE user_id = {userId}"), null);

    [GeneratedRegex("/account/sessions/[0-9]+/end")]
    private static partial Regex End();
}

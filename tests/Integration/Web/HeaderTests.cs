using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Tests.Integration.Accounts;

namespace GigGatek.Tests.Integration.Web;

/// <summary>What every answer tells browsers, whoever asks for whatever: policies, and cookies that no script and no other site gets.</summary>
[Trait("Database", "any")]
public sealed partial class HeaderTests(FurnishedShop shop) : IClassFixture<FurnishedShop>
{
    /// <summary>Of every answer but the page of a payment provider, whose own is in docs/security/scripts.json.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; form-action 'self'; " +
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri /reports/csp";

    private static readonly Dictionary<string, string> OfEveryAnswer = new()
    {
        ["Content-Security-Policy"] = Policy,
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "DENY",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
    };

    /// <summary>Addresses that are keys: nobody is told which page one came from, not even this shop.</summary>
    private static readonly string[] Secret = ["/orders/", "/account/confirm/", "/account/reset/", "/dev/mail/"];

    /// <summary>What the edge shows to nobody.</summary>
    private static readonly string[] Inner = ["/health/", "/info", "/metrics"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_to_a_GET_has_them()
    {
        var inner = TestPath.IsThroughEdge ? Inner : [];
        foreach (var (pattern, number) in RouteNumbers.All.Where(route => !Array.Exists(inner, address => route.Key.StartsWith(address, StringComparison.Ordinal))))
        {
            using var answer = await number.Who(shop).GetAsync(number.Path(shop), Ct);
            ShouldBeWalled(answer, $"GET {pattern}");
        }
    }

    [Fact]
    public async Task Every_answer_to_what_changes_something_has_them()
    {
        var routes = shop.Routes().Where(route => route.Method is not ("GET" or "HEAD")).ToList();
        routes.Count.ShouldBeGreaterThan(60);
        foreach (var (method, pattern) in routes.Where(route => !route.Pattern.Contains("sign-out", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(pattern, "1")) { Content = new FormUrlEncodedContent([]) };
            using var answer = await shop.Bob.Browser.SendAsync(request, Ct);
            ShouldBeWalled(answer, $"{method} {pattern}");
        }
    }

    [Theory]
    [InlineData("/no/such/page", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/no-such-thing", HttpStatusCode.NotFound)]
    [InlineData("/assets/none.js", HttpStatusCode.NotFound)]
    [InlineData("/%", HttpStatusCode.NotFound)]
    [InlineData("/admin", HttpStatusCode.SeeOther)]
    public async Task Refusals_have_them_too(string path, HttpStatusCode status)
    {
        using var answer = await shop.Nobody.GetAsync(path, Ct);
        answer.StatusCode.ShouldBe(status);
        ShouldBeWalled(answer, path);
    }

    [Fact]
    public async Task A_page_that_is_served_from_the_cache_has_them_as_well()
    {
        for (var time = 0; time < 2; time++)
        {
            using var answer = await shop.Nobody.GetAsync($"/p/{shop.Slug}", Ct);
            ShouldBeWalled(answer, $"time {time}");
        }
    }

    [DirectOnly("speaks for a proxy that ends TLS; the tests of this row stand where a trusted one would, and its own word counts (Operations/Edge/EdgeTests)")]
    [Fact]
    public async Task What_travels_by_https_is_bound_to_it()
    {
        await using var secure = new TestShop();
        secure.Settings["Shop:PublicUrl"] = "https://shop.example";
        secure.Settings["Shop:TrustedProxies:0"] = "127.0.0.1";
        secure.Settings["Shop:TrustedProxies:1"] = "::1";
        await secure.InitializeAsync();
        var sku = await Ordering.Shoppers.HasPart(secure);
        await secure.Registers("ann@example.com");
        using var browser = secure.NewBrowser();
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        browser.DefaultRequestHeaders.Host = "shop.example";

        using var page = await browser.GetAsync("/", Ct);
        page.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000; includeSubDomains"]);
        page.Headers.GetValues("Content-Security-Policy").ShouldBe([Policy + "; report-to csp"]);
        page.Headers.GetValues("Reporting-Endpoints").ShouldBe(["csp=\"/reports/csp\""]);
        using var signedIn = await browser.SendSignIn("ann@example.com");
        using var added = await browser.Send("/cart/add", ("sku", sku), ("quantity", "1"));
        foreach (var (answer, name) in new[] { (signedIn, "__Host-gg_session"), (added, "__Host-gg_cart") })
        {
            var cookie = answer.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith(name + "=", StringComparison.Ordinal));
            cookie.ShouldContain("; secure", Case.Insensitive);
            cookie.ShouldContain("; path=/;", Case.Insensitive);
            cookie.ShouldNotContain("domain", Case.Insensitive);
        }

        using var planted = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = secure.Address };
        planted.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        planted.DefaultRequestHeaders.Add("Cookie", $"gg_session={ValueOf(signedIn, "__Host-gg_session")}; gg_cart={ValueOf(added, "__Host-gg_cart")}");
        (await planted.Read("/me/summary")).ShouldBe((await secure.NewBrowser().Read("/me/summary")), "what a neighbouring host has planted counts for nothing");
        planted.DefaultRequestHeaders.Remove("Cookie");
        planted.DefaultRequestHeaders.Add("Cookie", $"__Host-gg_session={ValueOf(signedIn, "__Host-gg_session")}; __Host-gg_cart={ValueOf(added, "__Host-gg_cart")}");
        (await planted.Read("/me/summary")).ShouldContain("Ann Lovelace");

        using var out1 = await planted.Send("/account/sign-out");
        out1.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.StartsWith("__Host-") && cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    private static string ValueOf(HttpResponseMessage answer, string name) =>
        answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal)).Split('=', ';')[1];

    private static void ShouldBeWalled(HttpResponseMessage answer, string what)
    {
        foreach (var (name, value) in OfEveryAnswer)
        {
            answer.Headers.TryGetValues(name, out var values).ShouldBeTrue($"{what} has no {name}");
            values.ShouldBe([value], $"{name} of {what}");
        }

        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        var isSecret = Array.Exists(Secret, secret => (path + "/").StartsWith(secret, StringComparison.Ordinal));
        answer.Headers.GetValues("Referrer-Policy").ShouldBe([isSecret ? "no-referrer" : "strict-origin-when-cross-origin"], what);
        answer.Headers.GetValues("Permissions-Policy").Single().ShouldContain("payment=()", Case.Sensitive, what);
        foreach (var leak in new[] { "Server", "X-Powered-By", "X-AspNet-Version", "Strict-Transport-Security" })    // the last one means nothing without TLS
        {
            answer.Headers.TryGetValues(leak, out var values);
            (values ?? []).Except(leak == "Server" && TestPath.IsThroughEdge ? ["nginx"] : []).ShouldBeEmpty($"{what} has {leak}");    // no version
        }

        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            cookie.ShouldContain("; httponly", Case.Insensitive, what);
            cookie.ShouldMatch("(?i); samesite=(lax|strict)", what);
            cookie.ShouldNotContain("domain=", Case.Insensitive, what);
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}

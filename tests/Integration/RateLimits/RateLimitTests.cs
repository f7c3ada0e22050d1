using System.Net;
using System.Text.Json.Nodes;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Api;
using static GigGatek.Tests.Integration.RateLimits.Askers;

namespace GigGatek.Tests.Integration.RateLimits;

/// <summary>How often a shop of one process may be asked, by whom, and what it says of that.</summary>
[Trait("Database", "any")]
public sealed class RateLimitTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();
    private HttpClient _browser = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _shop.HasLimits();
        await _shop.InitializeAsync();
        _browser = _shop.NewBrowser();
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _shop.DisposeAsync();
    }

    [Theory]
    [InlineData("/search?q=ryzen", "search", 5, 300, 60)]
    [InlineData("/c/processors", "search", 5, 300, 60)]
    [InlineData("/search/suggestions?q=ry", "search", 5, 300, 60)]
    [InlineData("/api/v1/products", "search", 5, 300, 60)]
    [InlineData("/api/v1/facets", "search", 5, 300, 60)]
    [InlineData("/api/v1/suggestions?q=ry", "search", 5, 300, 60)]
    [InlineData("/", "general", 10_000, 10, 1)]
    [InlineData("/cart", "general", 10_000, 10, 1)]
    [InlineData("/api/v1/account", "general", 10_000, 10, 1)]
    [InlineData("/no/such/page", "general", 10_000, 10, 1)]
    public async Task Every_answer_says_what_is_left(string path, string policy, int quota, int window, int reset)
    {
        using var answer = await _browser.AskFrom(NewAddress(), path);
        answer.Policy().ShouldBe($"\"{policy}\";q={quota};w={window}");
        answer.Remaining().ShouldBe($"\"{policy}\";r={quota - 1};t={reset}");
    }

    [Theory]
    [InlineData("POST", "/account/sign-in", "sign-in")]
    [InlineData("POST", "/account/register", "sign-in")]
    [InlineData("POST", "/account/forgot", "sign-in")]
    [InlineData("POST", "/account/sign-in/code", "sign-in")]
    [InlineData("POST", "/api/v1/sessions", "sign-in")]
    [InlineData("POST", "/checkout", "checkout")]
    [InlineData("POST", "/checkout/place", "checkout")]
    [InlineData("POST", "/orders/nobody/pay", "checkout")]
    [InlineData("POST", "/api/v1/orders", "checkout")]
    [InlineData("POST", "/api/v1/carts/nobody/quotes", "checkout")]
    public async Task What_is_tried_or_bought_is_counted_more_strictly(string method, string path, string policy)
    {
        using var answer = await _browser.AskFrom(NewAddress(), path, new HttpMethod(method));
        answer.Remaining().ShouldNotBeNull().ShouldStartWith($"\"{policy}\";r=");
    }

    [Theory]
    [InlineData("GET", "/assets/no-such-file.css")]
    [InlineData("GET", "/health/live")]
    [InlineData("GET", "/health/ready")]
    [InlineData("GET", "/info")]
    [InlineData("POST", "/webhooks/payments/test")]
    public async Task Files_health_and_what_providers_tell_are_not_counted(string method, string path)
    {
        using var answer = await _browser.AskFrom(NewAddress(), path, new HttpMethod(method));
        answer.Remaining().ShouldBeNull();
        answer.Policy().ShouldBeNull();
    }

    [Fact]
    public async Task A_page_from_the_cache_tells_each_visitor_of_his_own_limit_and_a_flood_of_it_is_refused()
    {
        const string path = "/search?q=from-the-cache";
        var (ann, bob) = (NewAddress(), NewAddress());
        await _browser.UsesUp(ann, path, times: 3);
        using (var bobs = await _browser.AskFrom(bob, path))
        {
            bobs.Headers.GetValues("X-Sql-Statements").ShouldHaveSingleItem().ShouldBe("0");
            bobs.Remaining().ShouldBe("\"search\";r=4;t=60");
        }

        await _browser.UsesUp(ann, path, times: 2);
        using var refused = await _browser.AskFrom(ann, path);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var other = await _browser.AskFrom(NewAddress(), path);
        other.StatusCode.ShouldBe(HttpStatusCode.OK, "a refusal is kept for nobody");
    }

    [Fact]
    public async Task A_visitor_who_is_refused_gets_a_page_that_says_how_long_to_wait_and_is_admitted_when_he_has_waited_as_long()
    {
        var address = NewAddress();
        await _browser.UsesUp(address, "/search?q=page", times: 5);
        for (var again = 0; again < 3; again++)
        {
            using var refused = await _browser.AskFrom(address, "/search?q=page");
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Headers.CacheControl!.NoStore.ShouldBeTrue();
            refused.Remaining().ShouldNotBeNull().ShouldStartWith("\"search\";r=0;t=");
            refused.Headers.GetValues("X-Sql-Statements").ShouldHaveSingleItem().ShouldBe("0");
            var page = await refused.Body();
            page.ShouldContain("That was too often");
            page.ShouldContain($"Wait {refused.RetryAfter().TotalSeconds} seconds");
            page.ShouldContain("href=\"/search?q=page\"");

            _shop.Clock.Advance(refused.RetryAfter());
            using var admitted = await _browser.AskFrom(address, "/search?q=page");
            admitted.StatusCode.ShouldBe(HttpStatusCode.OK);
            await _browser.UsesUpWhatIsLeft(address, "/search?q=page", admitted);
        }
    }

    [Fact]
    public async Task A_program_that_is_refused_gets_a_problem_with_its_kind()
    {
        var address = NewAddress();
        using var program = _shop.NewVisitor();
        await program.UsesUp(address, "/api/v1/products", times: 5);
        using var refused = await program.AskFrom(address, "/api/v1/products");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonNode.Parse(await refused.Body())!["code"]!.GetValue<string>().ShouldBe("too_many");
        _shop.Clock.Advance(refused.RetryAfter());
        using var admitted = await program.AskFrom(address, "/api/v1/products");
        admitted.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("2001:db8:77:1::1", "2001:db8:77:1:ffff::2", true)]
    [InlineData("2001:db8:77:2::1", "2001:db8:77:3::1", false)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9", true)]
    public async Task An_IPv4_address_counts_whole_and_an_IPv6_address_by_its_network(string one, string other, bool isSame)
    {
        await _browser.UsesUp(one, "/search?q=network", times: 5);
        using var answer = await _browser.AskFrom(other, "/search?q=network");
        (answer.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(isSame);
    }

    [DirectOnly("nobody is trusted there, and the tests of this row stand where a trusted load balancer would (Operations/Gateway/RealShopTests)")]
    [Fact]
    public async Task Who_is_no_trusted_proxy_does_not_choose_his_address()
    {
        await using var shop = new TestShop();
        shop.HasLimits();
        shop.Settings.Remove("Shop:TrustedProxies:0");
        shop.Settings.Remove("Shop:TrustedProxies:1");
        await shop.Start();
        using var browser = shop.NewBrowser();
        for (var i = 0; i < 5; i++)
        {
            (await browser.AskFrom(NewAddress(), "/search")).Dispose();
        }

        using var refused = await browser.AskFrom(NewAddress(), "/search");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_partner_has_more_than_a_stranger_each_of_his_keys_its_own_and_his_account_all_of_them()
    {
        var userId = await _shop.Registers("partner@example.com");
        await _shop.Confirms(userId);
        var (first, second) = (await _shop.HasKey(userId), await _shop.HasKey(userId));
        using var program = _shop.NewVisitor();
        var address = NewAddress();
        await program.UsesUp(address, "/api/v1/products", times: 5);

        await program.UsesUp(address, "/api/v1/products", times: 10, first);
        using (var refused = await program.AskFrom(NewAddress(), "/api/v1/products", key: first))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Policy().ShouldBe("\"search-key\";q=10;w=300");
        }

        await program.UsesUp(address, "/api/v1/products", times: 5, second);
        using (var refused = await program.AskFrom(NewAddress(), "/api/v1/products", key: second))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Policy().ShouldBe("\"search-account\";q=15;w=300");
        }
    }

    [DirectOnly("the gateway refuses such a key before the shop counts it (Operations/Gateway/CallerCheckTests)")]
    [Fact]
    public async Task A_key_that_proves_nothing_is_a_strangers_and_soon_not_looked_up_any_more()
    {
        await using var shop = new TestShop();
        shop.HasLimits();
        shop.Settings["RateLimits:General:PerMinute"] = "1";
        shop.Settings["RateLimits:General:Burst"] = "3";
        await shop.Start();
        using var program = shop.NewVisitor();
        var address = NewAddress();
        for (var i = 0; i < 3; i++)
        {
            using var looked = await program.AskFrom(address, "/api/v1/account", key: $"gg_aaaaaaaa_{i}");
            looked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var refused = await program.AskFrom(address, "/api/v1/account", key: "gg_aaaaaaaa_x");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.GetValues("X-Sql-Statements").ShouldHaveSingleItem().ShouldBe("0");
    }

    [Fact]
    public async Task A_person_who_has_signed_in_counts_by_his_account_from_wherever_he_asks_and_gets_no_more_tries_of_passwords_for_it()
    {
        var (_, browser) = await _shop.HasCustomer("person@example.com");
        using (browser)
        {
            using var page = await browser.AskFrom(NewAddress(), "/account");
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            page.Policy().ShouldBe("\"general-account\";q=30000;w=10");
            using var elsewhere = await browser.AskFrom(NewAddress(), "/account");
            elsewhere.Remaining().ShouldNotBeNull().ShouldStartWith("\"general-account\";r=2999");

            var address = NewAddress();
            for (var i = 0; i < 3; i++)
            {
                (await browser.AskFrom(address, "/account/sign-in", HttpMethod.Post)).StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
            }

            using var refused = await browser.AskFrom(address, "/account/sign-in", HttpMethod.Post);
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        }
    }
}

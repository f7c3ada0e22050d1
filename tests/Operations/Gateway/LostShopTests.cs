using System.Net;
using System.Text;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>Shops that go away, come back, break off or think too long.</summary>
public sealed class LostShopTests : IAsyncLifetime
{
    private StubShop _first = null!;
    private StubShop _second = null!;
    private StubShop _green = null!;
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _first = await StubShop.StartAsync("first");
        _second = await StubShop.StartAsync("second");
        _green = await StubShop.StartAsync("green");
        _gateway = await RunningGateway.StartAsync(
            [RunningGateway.Colour("blue", 100, _first.Address, _second.Address), RunningGateway.Colour("green", 0, _green.Address)],
            new Dictionary<string, string> { ["Gateway__AnswerSeconds"] = "3", ["Gateway__MaxBodyMegabytes"] = "2" });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _green.DisposeAsync();
    }

    [Fact]
    public async Task Requests_that_cannot_be_sent_go_to_another_shop_also_forms_and_a_shop_that_returns_is_used_again()
    {
        await using var crowd = new Crowd(_gateway.Address, people: 4, Crowd.LooksAndSends);
        await crowd.GoesOnFor(50);
        await LeavesQuietly(_first);
        await crowd.GoesOnFor(50);
        (await Health("blue", _first)).ShouldBe("Unhealthy");

        await _first.ComesBack();
        _first.IsReady = true;
        await Wait.Until("its return", async () => await Health("blue", _first) == "Healthy");
        var before = _first.Received.Count;
        await Wait.Until("requests for it", () => _first.Received.Count > before);
        await crowd.Ends();
        crowd.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_other_colour_takes_over_when_the_last_shop_has_gone_and_a_sentence_when_all_have()
    {
        await _first.GoesAway();
        await _second.GoesAway();
        using var client = Client();
        (await client.GetStringAsync("/")).ShouldBe("green");
        using var form = await client.PostAsync("/form", new StringContent("a form"));
        (await form.Content.ReadAsStringAsync()).ShouldBe("green has a form");

        await _green.GoesAway();
        await Wait.Until("nobody", async () => await Health("green", _green) == "Unhealthy");
        using var none = await client.GetAsync("/");
        none.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        none.Headers.RetryAfter.ShouldNotBeNull();
        (await none.Content.ReadAsStringAsync()).ShouldBe("The shop cannot be reached at the moment. Nothing was done; please try again in a minute.");
        none.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"]);
        none.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var blue = (await _gateway.Status("blue")).GetProperty("counts");
        blue.GetProperty("unreachable").GetInt64().ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_shop_that_says_it_is_not_ready_gets_nothing_more()
    {
        _first.IsReady = false;
        await Wait.Until("the check", async () => await Health("blue", _first) == "Unhealthy");
        var before = _first.Received.Count;
        using var client = Client();
        for (var i = 0; i < 20; i++)
        {
            (await client.GetStringAsync("/")).ShouldBe("second");
        }

        _first.Received.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_form_that_may_have_been_received_is_not_sent_again()
    {
        using var client = Client();
        using var answer = await client.PostAsync("/breaks", new StringContent("a form"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("The shop broke off while it dealt with this. Look whether it was done before you try again.");
        All.Count(request => request == "POST /breaks").ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_broke_off_before_it_began_is_asked_for_once_more()
    {
        using var client = Client();
        using var answer = await client.GetAsync("/breaks");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        All.Count(request => request == "GET /breaks").ShouldBe(2);
        (await _gateway.Status("blue")).GetProperty("counts").GetProperty("broken").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task A_shop_that_thinks_too_long_is_not_asked_twice()
    {
        using var client = Client();
        using var answer = await client.GetAsync("/slow");
        answer.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        All.Count(request => request == "GET /slow").ShouldBe(1);
        (await _gateway.Status("blue")).GetProperty("counts").GetProperty("broken").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Failures_of_the_shop_itself_are_passed_on_and_counted()
    {
        using var client = Client();
        using var answer = await client.GetAsync("/fails");
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        using var missing = await client.GetAsync("/nothing");
        var counts = (await _gateway.Status("blue")).GetProperty("counts");
        counts.GetProperty("serverErrors").GetInt64().ShouldBe(1);
        counts.GetProperty("clientErrors").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task What_is_sent_in_arrives_whole()
    {
        using var client = Client();
        var text = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i};"));
        using var answer = await client.PostAsync("/form", new StringContent(text, Encoding.ASCII));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).EndsWith($" has {text}", StringComparison.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public async Task More_than_is_taken_is_a_sentence()
    {
        using var client = Client();
        using var answer = await client.PostAsync("/form", new StringContent(new string('x', (2 * 1024 * 1024) + 1), Encoding.ASCII));
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("This is larger than what is taken here. Send it in parts.");
    }

    [Fact]
    public async Task A_visitor_cannot_say_who_he_is()
    {
        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/headers");
        request.Headers.Host = "shop.example.com";
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Real-IP", "203.0.113.9");
        request.Headers.Add("Forwarded", "for=203.0.113.9");
        using var answer = await client.SendAsync(request);
        var headers = (await answer.Content.ReadAsStringAsync()).Split('\n');
        headers.ShouldContain("Host: shop.example.com");
        headers.ShouldContain("X-Forwarded-For: 127.0.0.1");
        headers.ShouldContain("X-Forwarded-Proto: http");
        headers.ShouldContain("X-Forwarded-Host: shop.example.com");
        headers.ShouldNotContain(header => header.Contains("203.0.113.9", StringComparison.Ordinal));
    }

    private IEnumerable<string> All => _first.Received.Concat(_second.Received).Concat(_green.Received);

    /// <summary>As a shop that is told to stop: not ready first, and gone only when nobody comes any more.</summary>
    private async Task LeavesQuietly(StubShop shop)
    {
        shop.IsReady = false;
        await Wait.Until("the check", async () => await Health("blue", shop) == "Unhealthy");
        await Wait.Until("its last request", async () => (await Shop("blue", shop)).GetProperty("counts").GetProperty("inFlight").GetInt32() == 0);
        await shop.GoesAway();
    }

    private async Task<string> Health(string colour, StubShop shop) => (await Shop(colour, shop)).GetProperty("health").GetString()!;

    private async Task<System.Text.Json.JsonElement> Shop(string colour, StubShop shop) =>
        (await _gateway.Status(colour)).GetProperty("shops").EnumerateArray().Single(one => one.GetProperty("address").GetString() == shop.Address.GetLeftPart(UriPartial.Authority));

    private HttpClient Client() => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _gateway.Address };
}

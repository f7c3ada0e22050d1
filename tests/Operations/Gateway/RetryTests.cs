using System.Net;
using System.Text.Json;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>What is sent again and what is not, and how a shop that fails is left alone.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private readonly List<StubShop> _shops = [];
    private RunningGateway? _gateway;
    private HttpClient _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningGateway Gateway => _gateway!;

    public async ValueTask InitializeAsync()
    {
        _shops.Add(await StubShop.StartAsync("first"));
        _shops.Add(await StubShop.StartAsync("second"));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Gateway.DisposeAsync();
        foreach (var shop in _shops)
        {
            await shop.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_call_that_carries_its_own_name_is_sent_again_with_its_body_and_one_without_is_not()
    {
        await HasGateway(("RetriesAtLeast", 1000), ("BreakerRequests", 1000));
        _shops[0].Breaks = true;
        for (var call = 0; call < 12; call++)
        {
            using var answer = await Posts("/api/v1/orders", $"order {call}", name: $"name-{call}");
            (await answer.Content.ReadAsStringAsync(Ct)).ShouldBe($"second has order {call}");
        }

        _shops[0].Received.ShouldNotBeEmpty();    // some began there
        _shops[1].Received.Count.ShouldBe(12);

        var before = Received;
        for (var call = 0; call < 12; call++)
        {
            using var answer = await Posts("/api/v1/orders", "an order", name: null);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
                answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            }
        }

        (Received - before).ShouldBe(12);
    }

    [Fact]
    public async Task When_all_shops_break_off_they_get_a_tenth_more_than_visitors_have_asked_for()
    {
        await HasGateway(("RetriesAtLeast", 0));
        _shops.ForEach(shop => shop.Breaks = true);
        const int asked = 200;
        for (var i = 0; i < asked; i++)
        {
            using var answer = await _client.GetAsync("/", Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        }

        var retries = (await Gateway.Status()).GetProperty("retries");
        retries.GetProperty("requests").GetInt64().ShouldBe(asked);
        retries.GetProperty("retries").GetInt64().ShouldBeInRange(1, asked / 10);
        retries.GetProperty("denied").GetInt64().ShouldBe(asked - retries.GetProperty("retries").GetInt64());
        Received.ShouldBe(asked + (int)retries.GetProperty("retries").GetInt64());
    }

    [Fact]
    public async Task A_shop_that_says_it_is_ready_and_breaks_off_is_left_alone_and_is_back_when_it_has_served_one()
    {
        await HasGateway(("RetriesAtLeast", 1000), ("BreakerRequests", 5), ("BreakerSeconds", 2));
        _shops[0].Breaks = true;
        await Wait.Until("it to be left alone", async () =>
        {
            (await _client.GetStringAsync("/", Ct)).ShouldBe("second");
            return await Circuit(0) == "Open";
        });
        Gateway.Process.Output.ShouldContain("too many of the last ones failed");
        (await ShopStatus(0)).GetProperty("health").GetString().ShouldBe("Healthy", "readiness does not see it");

        var had = _shops[0].Received.Count;
        for (var i = 0; i < 5 && await Circuit(0) == "Open"; i++)
        {
            (await _client.GetStringAsync("/", Ct)).ShouldBe("second");
        }

        (_shops[0].Received.Count - had).ShouldBeLessThanOrEqualTo(1);    // the one that tried, on a slow machine
        _shops[0].Breaks = false;
        await Wait.Until("its return", async () => await _client.GetStringAsync("/", Ct) is "first" or "second" && await Circuit(0) == "Closed");
        await Wait.Until("its share", async () => await _client.GetStringAsync("/", Ct) == "first");
    }

    [Fact]
    public async Task A_shop_that_dies_under_load_costs_nobody_a_page_and_no_call_that_carries_its_name()
    {
        await HasGateway();
        await using var crowd = new Crowd(Gateway.Address, people: 8, LooksAndCalls);
        await crowd.GoesOnFor(100);
        await _shops[0].GoesAway();    // at once: what it was answering is cut
        await crowd.GoesOnFor(100);
        await _shops[0].ComesBack();
        await Wait.Until("its return", async () => (await ShopStatus(0)).GetProperty("health").GetString() == "Healthy");
        await crowd.GoesOnFor(100);
        await crowd.Ends();
        crowd.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_shop_that_is_alone_is_asked_though_its_circuit_is_open_and_closes_it()
    {
        await HasGateway(1, ("RetriesAtLeast", 0), ("BreakerRequests", 5), ("BreakerSeconds", 1));
        _shops[0].Breaks = true;
        for (var i = 0; i < 5; i++)
        {
            using var broken = await _client.GetAsync("/", Ct);
        }

        (await Circuit(0)).ShouldNotBe("Closed");
        _shops[0].Breaks = false;
        (await _client.GetStringAsync("/", Ct)).ShouldBe("first");
        await Wait.Until("its return", async () => await _client.GetStringAsync("/", Ct) == "first" && await Circuit(0) == "Closed");
    }

    [Fact]
    public async Task When_all_shops_have_as_many_requests_as_they_may_a_visitor_is_told_to_come_back()
    {
        await HasGateway(("RequestsPerShop", 2));
        var slow = Enumerable.Range(0, 4).Select(_ => _client.GetStringAsync("/slow", Ct)).ToList();
        await Wait.Until("both to be full", () => Received == 4);
        using (var refused = await _client.GetAsync("/", Ct))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
            (await refused.Content.ReadAsStringAsync(Ct)).ShouldBe("The shop has as much to do as it can. Nothing was done; please try again in a minute.");
        }

        Received.ShouldBe(4);
        _shops.ForEach(shop => shop.Thinks.SetResult());
        (await Task.WhenAll(slow)).Order().ShouldBe(["first", "first", "second", "second"]);
        using var served = await _client.GetAsync("/", Ct);
        served.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<HttpResponseMessage> LooksAndCalls(HttpClient client, int turn)
    {
        if (turn % 2 == 0)
        {
            return client.GetAsync(new Uri("/", UriKind.Relative), Ct);
        }

        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = new StringContent("an order"), Headers = { { "Idempotency-Key", $"name-{turn}" } } };
        return client.SendAsync(request, Ct);
    }

    private int Received => _shops.Sum(shop => shop.Received.Count);

    private Task HasGateway(params (string Name, int Value)[] settings) => HasGateway(_shops.Count, settings);

    private async Task HasGateway(int shops, params (string Name, int Value)[] settings)
    {
        _gateway = await RunningGateway.StartAsync(
            [RunningGateway.Colour("blue", 100, [.. _shops.Take(shops).Select(shop => shop.Address)])], settings.ToDictionary(setting => "Gateway__" + setting.Name, setting => $"{setting.Value}"));
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _gateway.Address };
    }

    private async Task<HttpResponseMessage> Posts(string path, string body, string? name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        if (name is not null)
        {
            request.Headers.Add("Idempotency-Key", name);
        }

        return await _client.SendAsync(request, Ct);
    }

    private async Task<string?> Circuit(int shop) => (await ShopStatus(shop)).GetProperty("circuit").GetString();

    private async Task<JsonElement> ShopStatus(int shop) =>
        (await Gateway.Status("blue")).GetProperty("shops").EnumerateArray().Single(one => one.GetProperty("address").GetString() == _shops[shop].Address.GetLeftPart(UriPartial.Authority));
}

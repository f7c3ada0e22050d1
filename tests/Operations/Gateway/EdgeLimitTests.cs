using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>Three gateways that count in one Redis, and a hundred clients that do not keep to it.</summary>
public sealed class EdgeLimitTests : IAsyncLifetime
{
    private const int Clients = 100;
    private readonly List<RunningGateway> _gateways = [];
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false });
    private RedisServer _redis = null!;
    private StubShop _shop = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _shop = await StubShop.StartAsync("shop");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        foreach (var gateway in _gateways)
        {
            await gateway.DisposeAsync();
        }

        if (_shop is not null)
        {
            await _shop.DisposeAsync();
        }

        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_hundred_clients_of_one_address_get_as_much_through_three_gateways_as_through_one()
    {
        const int perMinute = 1200, burst = 50;
        await HasGateways(3, perMinute, burst);
        var (admitted, refused, time) = (0, 0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (time.Elapsed < TimeSpan.FromSeconds(10))
            {
                using var answer = await Ask("203.0.113.1");
                answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.TooManyRequests);
                Interlocked.Increment(ref answer.StatusCode == HttpStatusCode.OK ? ref admitted : ref refused);
            }
        }));
        var limit = burst + (perMinute * time.Elapsed.TotalMinutes);
        TestContext.Current.TestOutputHelper?.WriteLine($"{admitted} of {admitted + refused} admitted in {time.Elapsed}; the limit is {limit:F1}");
        ((double)admitted).ShouldBeLessThanOrEqualTo(limit * 1.01);
        ((double)admitted).ShouldBeGreaterThanOrEqualTo(limit * 0.8);
        refused.ShouldBeGreaterThan(admitted);
    }

    [Fact]
    public async Task A_client_that_waits_exactly_as_long_as_it_was_told_is_admitted_by_whichever_gateway()
    {
        const int rounds = 4;
        await HasGateways(3, perMinute: 60, burst: 3);
        await Task.WhenAll(Enumerable.Range(1, Clients).Select(async number =>
        {
            var address = $"198.18.0.{number}";
            for (var round = 0; round < rounds; round++)
            {
                var pause = (await FindRetryAfter(address, tries: 100)).ShouldNotBeNull();
                await Task.Delay(pause, Ct);
                using var answer = await Ask(address);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"client {number}, round {round}, after {pause}");
            }
        }));
    }

    [Fact]
    public async Task What_a_gateway_refuses_does_not_reach_a_shop_and_says_when_to_come_back()
    {
        await HasGateways(1, perMinute: 1, burst: 3);
        for (var i = 0; i < 3; i++)
        {
            (await Ask("192.0.2.1")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using (var refused = await Ask("192.0.2.1"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            _shop.Received.Count.ShouldBe(3);
            refused.Headers.GetValues("RateLimit-Policy").ShouldBe(["\"edge\";q=3;w=180"]);
            refused.Headers.GetValues("RateLimit").ShouldHaveSingleItem().ShouldStartWith("\"edge\";r=0;t=");
            refused.Headers.CacheControl!.NoStore.ShouldBeTrue();
            (await refused.Content.ReadAsStringAsync(Ct)).ShouldStartWith("That was too often.");
        }

        using var other = await Ask("192.0.2.2");
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        other.Headers.GetValues("RateLimit").ShouldHaveSingleItem().ShouldBe("\"edge\";r=2;t=60");
    }

    [Fact]
    public async Task Without_Redis_a_gateway_goes_on_counts_alone_and_stays_ready()
    {
        await HasGateways(1, perMinute: 1, burst: 10);
        await _redis.KillAsync();
        await Wait.Until("it to be said", async () => (await Health(_gateways[0])).Contains("\"rate-limits\":{\"status\":\"Degraded\"", StringComparison.Ordinal));
        for (var i = 0; i < 10; i++)
        {
            using var admitted = await Ask("192.0.2.9");
            admitted.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var refused = await Ask("192.0.2.9");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private async Task HasGateways(int count, int perMinute, int burst)
    {
        for (var i = 0; i < count; i++)
        {
            _gateways.Add(await RunningGateway.StartAsync([RunningGateway.Colour("blue", 100, _shop.Address)], new Dictionary<string, string>
            {
                ["RateLimits__Enabled"] = "true",
                ["RateLimits__Edge__PerMinute"] = $"{perMinute}",
                ["RateLimits__Edge__Burst"] = $"{burst}",
                ["Redis__Connection"] = _redis.Connection,
                ["Redis__PatienceMilliseconds"] = "5000",    // the machine may be busy
                ["Gateway__TrustedProxies__0"] = "127.0.0.1",
            }));
        }

        foreach (var gateway in _gateways)
        {
            await Wait.Until("Redis to be used", async () => (await Health(gateway)).Contains("\"rate-limits\":{\"status\":\"Healthy\"", StringComparison.Ordinal));
        }
    }

    private async Task<TimeSpan?> FindRetryAfter(string address, int tries)
    {
        for (var i = 0; i < tries; i++)
        {
            using var answer = await Ask(address);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return TimeSpan.FromSeconds(int.Parse(answer.Headers.GetValues("Retry-After").ShouldHaveSingleItem(), CultureInfo.InvariantCulture));
            }
        }

        return null;
    }

    private async Task<HttpResponseMessage> Ask(string address)
    {
        var gateway = _gateways[RandomNumberGenerator.GetInt32(_gateways.Count)];
        using var request = new HttpRequestMessage(HttpMethod.Get, gateway.Address) { Headers = { { "X-Forwarded-For", address } } };
        return await _client.SendAsync(request, Ct);
    }

    private async Task<string> Health(RunningGateway gateway) => await _client.GetStringAsync(new Uri(gateway.Management, "/health/ready"), Ct);
}

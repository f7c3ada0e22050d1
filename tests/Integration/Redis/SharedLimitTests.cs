using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.RateLimits;
using static GigGatek.Tests.Integration.RateLimits.Askers;

namespace GigGatek.Tests.Integration.Redis;

/// <summary>Two processes count together while there is Redis, and each alone while there is none.</summary>
[Trait("Engine", "sqlite")]
public sealed class SharedLimitTests : IAsyncLifetime
{
    private const string Path = "/search?q=shared";

    private readonly MeterListener _listener = new();
    private RedisServer _redis = null!;
    private TestShop _first = null!;
    private TestShop _second = null!;
    private long _alone;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _first = new TestShop();
        _second = new TestShop { Beside = _first };
        foreach (var node in new[] { _first, _second })
        {
            node.HasLimits();
            node.Settings["RateLimits:Search:PerMinute"] = "20";    // a real wait: Redis has a clock of its own
            node.Settings["Redis:Connection"] = _redis.Connection;
            node.Settings["Redis:PatienceMilliseconds"] = "2000";    // the machine may be busy
            await node.InitializeAsync();
        }

        Listen(_first.Get<IMeterFactory>());
        await Until("Healthy");
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        if (_redis is not null)
        {
            await _second.DisposeAsync();
            await _first.DisposeAsync();
            await _redis.DisposeAsync();
        }
    }

    [Fact]
    public async Task Two_processes_count_together_and_who_waits_as_long_as_one_says_is_admitted_by_the_other()
    {
        var address = NewAddress();
        using var one = _first.NewBrowser();
        using var other = _second.NewBrowser();
        var (admitted, time) = (0, Stopwatch.StartNew());
        while (await IsAdmitted(admitted % 2 == 0 ? one : other, address))
        {
            admitted++;
        }

        ((double)admitted).ShouldBeInRange(5, 5 + (time.Elapsed.TotalSeconds / 3));
        for (var round = 0; round < 3; round++)
        {
            var refusal = await RefusalOf(round % 2 == 0 ? one : other, address);
            await Task.Delay(refusal, Ct);
            using var answer = await (round % 2 == 0 ? other : one).AskFrom(address, Path);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"after {refusal}");
        }

        (await _redis.KeysAsync("*limit:search:*")).ShouldHaveSingleItem().ShouldContain(address);
        await TestShop.Until(async () => (await _redis.KeysAsync("*limit:search:*")).Count == 0, "the debt to be over");
    }

    [Fact]
    public async Task Without_Redis_each_counts_alone_says_so_and_counts_together_again_when_it_is_back()
    {
        using var one = _first.NewBrowser();
        using var other = _second.NewBrowser();
        await _redis.KillAsync();
        await Until("Degraded");
        (await TwoNodes.Health(_first)).GetProperty("checks").GetProperty("rate-limits").GetProperty("detail").GetString().ShouldBe("Each process counts requests by itself, since Redis is not used.");

        var address = NewAddress();
        var before = Volatile.Read(ref _alone);
        await one.UsesUp(address, Path, times: 5);
        await RefusalOf(one, address);
        await other.UsesUp(address, Path, times: 5);
        await RefusalOf(other, address);
        Volatile.Read(ref _alone).ShouldBeGreaterThanOrEqualTo(before + 5);

        await _redis.RunAsync();
        await Until("Healthy");
        var together = NewAddress();
        await one.UsesUp(together, Path, times: 5);
        await RefusalOf(other, together);
    }

    [Fact]
    public async Task A_Redis_that_does_not_answer_costs_nobody_his_answer()
    {
        using var one = _first.NewBrowser();
        await _redis.PauseAsync();
        try
        {
            var address = NewAddress();
            await one.UsesUp(address, Path, times: 5);
            await RefusalOf(one, address);
        }
        finally
        {
            await _redis.GoOnAsync();
        }

        await Until("Healthy");
    }

    [Fact]
    public async Task What_is_refused_is_refused_without_Redis_until_its_time_is_over()
    {
        using var one = _first.NewBrowser();
        var address = NewAddress();
        await one.UsesUp(address, Path, times: 5);
        await RefusalOf(one, address);
        var before = await Scripts();
        for (var i = 0; i < 50; i++)
        {
            (await one.AskFrom(address, Path)).Dispose();
        }

        (await Scripts() - before).ShouldBeLessThan(25, "some of them may be admitted meanwhile");
    }

    /// <summary>How often Redis has run one.</summary>
    private async Task<long> Scripts()
    {
        var said = (string)(await _redis.AskAsync(db => db.ExecuteAsync("INFO", "commandstats")))!;
        return said.Split('\n').Where(line => line.StartsWith("cmdstat_eval", StringComparison.Ordinal)).Sum(line => long.Parse(line.Split("calls=")[1].Split(',')[0], null));
    }

    private static async Task<bool> IsAdmitted(HttpClient browser, string address)
    {
        using var answer = await browser.AskFrom(address, Path);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.TooManyRequests);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>What was used up may come back while one asks: but for a few times at most.</summary>
    private static async Task<TimeSpan> RefusalOf(HttpClient browser, string address)
    {
        for (var i = 0; i < 4; i++)
        {
            using var answer = await browser.AskFrom(address, Path);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return answer.RetryAfter();
            }
        }

        throw new InvalidOperationException("It was never refused.");
    }

    private async Task Until(string status)
    {
        foreach (var node in new[] { _first, _second })
        {
            await TestShop.Until(async () => (await TwoNodes.Health(node)).GetProperty("status").GetString() == status, $"a node to be {status}");
        }
    }

    private void Listen(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "giggatek.rate_limits.alone" && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _alone, value));
        _listener.Start();
    }
}

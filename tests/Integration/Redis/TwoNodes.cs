using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Integration.Redis;

/// <summary>The tests that share them, one after the other.</summary>
[CollectionDefinition(nameof(TwoNodes))]
public sealed class TwoNodesCollection : ICollectionFixture<TwoNodes>;

/// <summary>Two processes of one shop, as they run behind a load balancer: one database, one Redis, each its own memory.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, long> _reads = new();
    private readonly MeterListener _listener = new();
    private long _up;
    private long _failures;

    public RedisServer Redis { get; private set; } = null!;

    public TestShop First { get; private set; } = null!;

    public TestShop Second { get; private set; } = null!;

    /// <summary>What the first has logged about Redis.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Redis = await RedisServer.StartAsync();
        First = new TestShop { More = builder => builder.Logging.AddFilter("GigGatek.Platform.Redis", LogLevel.Information).AddProvider(new Listener(Log)) };
        Second = new TestShop { Beside = First };
        foreach (var node in new[] { First, Second })
        {
            node.Settings["Redis:Connection"] = Redis.Connection;
            node.Settings["Redis:PatienceMilliseconds"] = "2000";    // the machine may be busy
            node.Settings["Shop:PublicUrl"] = "http://shop.example";
            await node.InitializeAsync();
        }

        Listen(First.Get<IMeterFactory>());
        await UntilUsed();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        if (Redis is not null)
        {
            await Second.DisposeAsync();
            await First.DisposeAsync();
            await Redis.DisposeAsync();
        }
    }

    public Task UntilUsed() => Until("Healthy");

    public Task UntilLost() => Until("Degraded");

    /// <summary>The first's <c>giggatek.redis.up</c>.</summary>
    public long Up()
    {
        _listener.RecordObservableInstruments();
        return Volatile.Read(ref _up);
    }

    public long Failures => Volatile.Read(ref _failures);

    /// <summary>How often the first has found, or not found, a page or a value in Redis.</summary>
    public long Reads(string kind, bool found) => _reads.GetValueOrDefault($"{kind} {found}");

    /// <summary>Statements of a request, and what it answered.</summary>
    public static async Task<(int Statements, string Body)> Ask(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(path, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return (int.Parse(answer.Headers.GetValues("X-Sql-Statements").Single(), null), await answer.Body());
    }

    public static async Task<JsonElement> Health(TestShop node)
    {
        using var visitor = node.NewVisitor();
        return await visitor.GetFromJsonAsync<JsonElement>(new Uri(node.OwnAddress, "/health/ready"), Ct);    // throws when it is not ready
    }

    /// <summary>The page of a part of its own, and its SKU.</summary>
    public async Task<(string Path, string Sku)> HasPage(long cents = 100_00)
    {
        var sku = await First.HasPart(cents: cents);
        return ("/p/" + (await First.Offer(sku)).ProductSlug, sku);
    }

    /// <summary>Opens a page at the first that neither has; answers it when it lies in Redis too, which is a moment after the answer.</summary>
    public async Task<string> RendersIntoRedis(string path)
    {
        var before = (await Redis.KeysAsync("*page:*")).ToHashSet();
        using var browser = First.NewBrowser();
        var (statements, body) = await Ask(browser, path);
        statements.ShouldBeGreaterThan(0);
        await TestShop.Until(async () => (await Redis.KeysAsync("*page:*")).Any(key => !before.Contains(key)), "the page to be in Redis");
        return body;
    }

    /// <summary>Opens a page until both have it in memory: what a change before it may still drop is dropped.</summary>
    public async Task UntilBothKeep(string path)
    {
        using var one = First.NewBrowser();
        using var other = Second.NewBrowser();
        var calm = 0;
        await TestShop.Until(
            async () =>
            {
                calm = (await Ask(one, path)).Statements == 0 && (await Ask(other, path)).Statements == 0 ? calm + 1 : 0;
                return calm == 20;    // longer than the pause of the job that follows changes
            },
            $"{path} to be kept");
    }

    private async Task Until(string status)
    {
        foreach (var node in new[] { First, Second })
        {
            await TestShop.Until(async () => (await Health(node)).GetProperty("status").GetString() == status, $"a node to be {status}");
        }
    }

    private void Listen(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "GigGatek.Redis" && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, value, _, _) => Volatile.Write(ref _up, value));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "giggatek.redis.failures")
            {
                Interlocked.Add(ref _failures, value);
                return;
            }

            var seen = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            _reads.AddOrUpdate($"{seen["kind"]} {seen["found"]}", value, (_, before) => before + value);
        });
        _listener.Start();
    }

    private sealed class Listener(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).Contains("Redis", StringComparison.OrdinalIgnoreCase))
            {
                lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

[assembly: AssemblyFixture(typeof(GigGatek.Tests.Entrances))]

namespace GigGatek.Tests;

/// <summary>
/// nginx with its firewall and a gateway behind it, at an address that stays. Shops have it one after the other, because its start takes longer than most
/// tests: the gateway's state file names the next one.
/// </summary>
internal sealed class Entrance : IAsyncDisposable
{
    /// <summary>A gateway asks for the keys of tokens no more often (TokenKeys), and refuses those of a shop that it has not asked yet.</summary>
    private static readonly TimeSpan KeysAreOld = TimeSpan.FromSeconds(2.2);

    private static readonly ConcurrentQueue<Entrance> Free = new();
    private static readonly ConcurrentQueue<Entrance> All = new();
    private static readonly Lock Writing = new();

    private readonly int _port = FreePorts.Next();
    private RunningGateway? _gateway;
    private RunningEdge? _edge;
    private long _leftAt = Environment.TickCount64 - (long)KeysAreOld.TotalMilliseconds;
    private int _told;
    private string _who = "";

    private Entrance() => All.Enqueue(this);

    /// <summary>Where visitors of its shop go.</summary>
    public Uri Address => new($"http://localhost:{_port}");

    /// <summary>One that no shop has. Null where requests do not go through the edge.</summary>
    public static Entrance? Take()
    {
        if (!TestPath.IsThroughEdge)
        {
            return null;
        }

        var entrance = Free.TryDequeue(out var free) ? free : new Entrance();
        entrance._who = TestContext.Current.TestClass?.TestClassName ?? TestContext.Current.TestCollection?.TestCollectionDisplayName ?? "all classes";
        return entrance;
    }

    /// <summary>What a shop behind it is configured with.</summary>
    public Dictionary<string, string?> Settings() => new()
    {
        ["Shop:PublicUrl"] = Address.GetLeftPart(UriPartial.Authority),
        ["Shop:TrustedProxies:0"] = "127.0.0.1",
        ["Payments:Test:WebhookUrl"] = new Uri(Address, "/webhooks/payments/test").AbsoluteUri,
    };

    /// <summary>Leads to a shop that has started, or has started again.</summary>
    public async Task LeadTo(int port)
    {
        var shop = RunningGateway.Colour("blue", 100, new Uri($"http://127.0.0.1:{port}"));
        if (_gateway is null)
        {
            _gateway = await RunningGateway.StartAsync([shop], new Dictionary<string, string>
            {
                ["Gateway__PublicUrl"] = Address.GetLeftPart(UriPartial.Authority), ["Gateway__TrustedProxies__0"] = "127.0.0.1", ["Gateway__TokenKeysSeconds"] = "3600",
            });
            _edge = await RunningEdge.StartAsync(_gateway.Address, ("EDGE_HTTP", $"127.0.0.1:{_port}"), ("EDGE_SERVER_NAMES", "localhost"), ("EDGE_WORKERS", "1"), ("EDGE_TRUSTED_PROXIES", "127.0.0.1"));
            return;
        }

        if (TimeSpan.FromMilliseconds(Environment.TickCount64 - _leftAt) is var since && since < KeysAreOld)
        {
            await Task.Delay(KeysAreOld - since);
        }

        await _gateway.Shift(shop);
        await Wait.Until("the shop behind the gateway", async () =>
            (await _gateway.Status("blue")).GetProperty("shops")[0] is var there && there.GetProperty("health").GetString() == "Healthy" && there.GetProperty("address").GetString()!.EndsWith($":{port}", StringComparison.Ordinal));
    }

    /// <summary>Its shop needs it no longer.</summary>
    public void Leave()
    {
        Tell();
        _leftAt = Environment.TickCount64;
        Free.Enqueue(this);
    }

    public async ValueTask DisposeAsync()
    {
        if (_edge is not null)
        {
            await _edge.DisposeAsync();
        }

        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }

    internal static async ValueTask CloseAll()
    {
        while (All.TryDequeue(out var entrance))
        {
            await entrance.DisposeAsync();
        }
    }

    /// <summary>A line for the class that was here: its requests, and those that came no further than nginx.</summary>
    private void Tell()
    {
        if (TestPath.Tally is null || _edge is null)
        {
            return;
        }

        var lines = File.ReadAllLines(_edge.AccessLog)[_told..];
        _told += lines.Length;
        var ended = lines.Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.GetProperty("gateway").GetString() is null or "" or "-")
            .CountBy(line => $"{line.GetProperty("status")} {line.GetProperty("method")} {line.GetProperty("path")}").OrderBy(pair => pair.Key, StringComparer.Ordinal);
        lock (Writing)
        {
            File.AppendAllText(TestPath.Tally, string.Create(CultureInfo.InvariantCulture, $"{_who}\t{lines.Length}\t{string.Join(", ", ended.Select(pair => $"{pair.Value} × {pair.Key}"))}\n"));
        }
    }
}

/// <summary>Ends all of them with the run.</summary>
public sealed class Entrances : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Entrance.CloseAll();
}

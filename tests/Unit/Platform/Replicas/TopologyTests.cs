using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using GigGatek.Platform.Data.Replicas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MySqlConnector;

namespace GigGatek.Tests.Unit.Platform.Replicas;

/// <summary>What follows from what servers say, told by hand.</summary>
public sealed class TopologyTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<string> _numbers = new();
    private readonly MeterListener _listener = new();
    private readonly DatabaseWatching _watching;

    public TopologyTests()
    {
        _watching = new DatabaseWatching(30, TimeSpan.FromSeconds(2), _clock, NullLogger<MySqlTopology>.Instance, new ReplicaMetrics(_services.GetRequiredService<IMeterFactory>()));
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => _numbers.Enqueue($"{instrument.Name}={value}"));
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => _numbers.Enqueue($"{instrument.Name}={value}"));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _numbers.Enqueue($"{instrument.Name}={value} {tags[1].Value}"));
        _listener.Start();
    }

    [Fact]
    public void Its_numbers_say_who_is_read_from_how_far_he_is_behind_and_how_often_another_took_over()
    {
        using var topology = Topology();
        var (first, second) = (topology.Replicas[0].Node, topology.Replicas[1].Node);
        topology.Take(first, Primary(5));
        topology.Take(second, Replica(5));
        Measure().ShouldBe(["replicas_in_rotation=1", "replica_lag=0 db1:3306", "replica_lag=0 db2:3306"], ignoreOrder: true);

        topology.Take(first, Primary(6));
        _clock.Advance(TimeSpan.FromSeconds(3));
        topology.Take(second, Replica(5));
        Measure().ShouldBe(["replicas_in_rotation=0", "replica_lag=0 db1:3306", "replica_lag=3 db2:3306"], ignoreOrder: true);

        topology.Take(first, NodeLook.Failed("gone"));
        topology.Take(second, Primary(7));
        Measure().ShouldContain("failovers=1");
    }

    [Fact]
    public async Task Who_writes_waits_until_another_takes_over()
    {
        MySqlNode[] hosts = [Node("db1"), Node("db2")];
        var seat = new PrimarySeat("shared", hosts, _watching);
        Look(seat, hosts[0], Primary(5));
        (await seat.WaitAsync(Ct)).ShouldBe(hosts[0]);

        Look(seat, hosts[0], NodeLook.Failed("gone"));
        seat.IsTaken.ShouldBeFalse();
        var waiting = seat.WaitAsync(Ct);
        Look(seat, hosts[1], Replica(5));
        waiting.IsCompleted.ShouldBeFalse();
        Look(seat, hosts[1], Primary(6));
        (await waiting).ShouldBe(hosts[1]);

        Look(seat, hosts[0], Primary(5));    // the old one is back
        Look(seat, hosts[1], NodeLook.Failed("gone"));
        seat.IsTaken.ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_waits_for_a_server_that_goes_down_is_told()
    {
        using var node = Node("db1");
        var answer = new TaskCompletionSource<int>();
        Task? abandoned = null;
        var waiting = answer.Task.UnlessDown(node, task => abandoned = task);
        node.GoDown();
        await Should.ThrowAsync<NodeLostException>(waiting);
        abandoned.ShouldBe(answer.Task);

        node.GoUp();
        var again = answer.Task.UnlessDown(node, _ => { });
        answer.SetResult(7);
        (await again).ShouldBe(7);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static NodeLook Primary(int number) => new(null, IsReadOnly: false, Replicates: false, GtidSet.TryParse($"0-1-{number}")!);

    private static NodeLook Replica(int number) => Primary(number) with { IsReadOnly = true, Replicates = true };

    private static MySqlNode Node(string host) => new(Parts(host), 30);

    private static MySqlConnectionStringBuilder Parts(string host) => new() { Server = host };

    private static void Look(PrimarySeat seat, MySqlNode node, NodeLook look)
    {
        node.Look = look;
        seat.Look();
    }

    private MySqlTopology Topology() => new("shared", [Parts("db1"), Parts("db2")], [Parts("db1"), Parts("db2")], _watching);

    private List<string> Measure()
    {
        _listener.RecordObservableInstruments();
        var measured = _numbers.Select(number => number.Replace("giggatek.database.", "", StringComparison.Ordinal)).ToList();
        _numbers.Clear();
        return measured;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>How databases with several servers do, as numbers: meter <c>GigGatek.Database</c>.</summary>
internal sealed class ReplicaMetrics
{
    public const string MeterName = "GigGatek.Database";

    private readonly Counter<long> _reads;
    private readonly Counter<long> _failovers;
    private readonly ConcurrentBag<MySqlTopology> _topologies = [];

    public ReplicaMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _reads = meter.CreateCounter<long>("giggatek.database.reads", description: "Connections taken to read from, by role: primary or replica");
        _failovers = meter.CreateCounter<long>("giggatek.database.failovers", description: "Times that another server began to take the writes");
        meter.CreateObservableGauge("giggatek.database.replicas_in_rotation", CountInRotation, description: "Replicas that are read from");
        meter.CreateObservableGauge("giggatek.database.replica_lag", MeasureLag, "s", "How far a replica is behind the primary");
    }

    public void Observe(MySqlTopology topology)
    {
        if (topology.HasReplicas)
        {
            _topologies.Add(topology);
        }
    }

    public void CountRead(string database, bool isPrimary) =>
        _reads.Add(1, new KeyValuePair<string, object?>("database", database), new KeyValuePair<string, object?>("role", isPrimary ? "primary" : "replica"));

    public void CountFailover(string database) => _failovers.Add(1, new KeyValuePair<string, object?>("database", database));

    private IEnumerable<Measurement<int>> CountInRotation() => _topologies.Select(topology => new Measurement<int>(
        topology.Replicas.Count(replica => replica.Health.State == ReplicaState.InRotation),
        new KeyValuePair<string, object?>("database", topology.Name)));

    private IEnumerable<Measurement<double>> MeasureLag() => _topologies.SelectMany(topology => topology.Replicas.Select(replica => new Measurement<double>(
        replica.Health.Lag.TotalSeconds,
        new KeyValuePair<string, object?>("database", topology.Name),
        new KeyValuePair<string, object?>("replica", replica.Node.Address))));
}

using GigGatek.Platform.Data;
using GigGatek.Platform.Data.Replicas;

namespace GigGatek.Platform.Migrations.Backfills;

/// <summary>How far the replicas are behind: what writes much waits for them.</summary>
public interface IReplicaLag
{
    /// <summary>Of the one that is furthest behind; zero without replicas.</summary>
    ValueTask<TimeSpan> FindAsync(CancellationToken ct);
}

/// <summary>What the watch over the replicas saw last. One that is gone or stopped is waited for by nobody.</summary>
internal sealed class WatchedReplicas(ISqlDialect dialect) : IReplicaLag
{
    public ValueTask<TimeSpan> FindAsync(CancellationToken ct) => ValueTask.FromResult(Furthest(dialect.ListReplicas()));

    internal static TimeSpan Furthest(IEnumerable<ReplicaReport> replicas) =>
        replicas.Where(replica => replica.State is nameof(ReplicaState.InRotation) or nameof(ReplicaState.Lagging)).Select(replica => replica.Lag).DefaultIfEmpty().Max();
}

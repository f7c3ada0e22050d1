using GigGatek.Platform.Migrations.Backfills;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>Of the replicas that this process looks at. One that is gone, or was stopped, is not waited for: it may stay so.</summary>
internal sealed class ReplicaLag(ISqlDialect dialect) : IReplicaLag
{
    public ValueTask<TimeSpan> FindAsync(CancellationToken ct) => ValueTask.FromResult(
        dialect.ListReplicas().Where(replica => replica.State is nameof(ReplicaState.InRotation) or nameof(ReplicaState.Lagging)).Select(replica => replica.Lag).DefaultIfEmpty().Max());
}

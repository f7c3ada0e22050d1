using GigGatek.Platform.Migrations.Backfills;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>Of the replicas that this process looks at. One that cannot be reached is not waited for: it may be gone for good.</summary>
internal sealed class ReplicaLag(ISqlDialect dialect) : IReplicaLag
{
    public ValueTask<TimeSpan> FindAsync(CancellationToken ct) => ValueTask.FromResult(
        dialect.ListReplicas().Where(replica => replica.State is not nameof(ReplicaState.Unreachable)).Select(replica => replica.Lag).DefaultIfEmpty().Max());
}

namespace GigGatek.Platform.Migrations.Backfills;

/// <summary>How far the replicas are behind: what writes much waits for them.</summary>
public interface IReplicaLag
{
    /// <summary>Of the one that is furthest behind; zero without replicas.</summary>
    ValueTask<TimeSpan> FindAsync(CancellationToken ct);
}

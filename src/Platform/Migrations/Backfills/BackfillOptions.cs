using System.ComponentModel.DataAnnotations;

namespace GigGatek.Platform.Migrations.Backfills;

/// <summary>How backfills give way to the shop. Section <c>Backfills</c>.</summary>
public sealed class BackfillOptions
{
    /// <summary>Rows of the first chunk of each; later ones follow from the time that it took.</summary>
    [Range(1, 10_000)]
    public int FirstChunk { get; init; } = 100;

    /// <summary>How long a chunk may hold its rows.</summary>
    [Range(1, 10_000)]
    public int ChunkMilliseconds { get; init; } = 200;

    /// <summary>Between two chunks, for the shop.</summary>
    [Range(0, 60_000)]
    public int PauseMilliseconds { get; init; } = 50;

    /// <summary>While a replica is further behind than this, nothing is filled.</summary>
    [Range(1, 3_600)]
    public int LagSeconds { get; init; } = 5;
}

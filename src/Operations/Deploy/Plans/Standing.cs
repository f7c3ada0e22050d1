using System.Collections.Immutable;
using GigGatek.Platform.Releases;

namespace GigGatek.Operations.Deploy.Plans;

/// <summary>What there is before a release.</summary>
/// <param name="State">Null before the first release.</param>
/// <param name="GatewayVersion">Of the gateway that runs; null when none does.</param>
/// <param name="HasWorker">The work without visitors has a process of its own.</param>
public sealed record Standing(ReleaseState? State, string? GatewayVersion, bool HasWorker = false)
{
    /// <summary>The two places for releases.</summary>
    public static ImmutableArray<string> Colours { get; } = ["blue", "green"];

    /// <summary>What most visitors get; null before the first release.</summary>
    public ReleaseColour? Active => State?.Colours.MaxBy(colour => colour.Weight);

    /// <summary>The place for the next release.</summary>
    public string Idle => Colours.First(colour => colour != Active?.Name);
}

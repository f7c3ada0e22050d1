using GigGatek.Operations.Deploy.Judging;
using GigGatek.Platform.Releases;

namespace GigGatek.Operations.Deploy;

/// <summary>Where it stands who gets which visitors, and what the gateways that follow it tell.</summary>
public interface IReleaseSwitch
{
    /// <summary>How people find it: a file, or an object of a cluster.</summary>
    string Place { get; }

    /// <summary>How long gateways may take to follow.</summary>
    TimeSpan Patience { get; }

    /// <summary>What it says; null before the first release.</summary>
    /// <exception cref="ReleaseStateRefusedException">It is wrong.</exception>
    Task<ReleaseState?> FindStateAsync(CancellationToken ct);

    /// <summary>Says it anew, unless it says that already. Answers the revision that gateways follow when they have read it.</summary>
    Task<long> WriteAsync(IReadOnlyList<ReleaseColour> colours, CancellationToken ct);

    /// <summary>What all gateways together tell; null when none answers.</summary>
    Task<GatewayReport?> ReadGatewayAsync(CancellationToken ct);
}

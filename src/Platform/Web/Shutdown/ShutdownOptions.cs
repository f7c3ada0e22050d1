using System.ComponentModel.DataAnnotations;

namespace GigGatek.Platform.Web.Shutdown;

/// <summary>How a server ends. Section <c>Shutdown</c>.</summary>
public sealed class ShutdownOptions
{
    /// <summary>
    /// How long it serves on after it has said that it is not ready: whoever sends it requests must have seen that meanwhile. Longer
    /// than twice the pause between two checks.
    /// </summary>
    [Range(0, 300)]
    public int KeepServingSeconds { get; init; } = 5;

    /// <summary>How long requests that have begun may then take to end, until they are cut off.</summary>
    [Range(0, 3_600)]
    public int DrainSeconds { get; init; } = 30;
}

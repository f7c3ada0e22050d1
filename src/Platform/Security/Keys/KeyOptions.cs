using System.ComponentModel.DataAnnotations;

namespace GigGatek.Platform.Security.Keys;

/// <summary>Where the master key is, and how fast processes learn of data keys. Section <c>Keys</c>; the same for all processes of a shop.</summary>
public sealed class KeyOptions
{
    /// <summary>The file with the master key, such as <c>/run/secrets/master.key</c>. By default <c>keys/master.key</c> in the data folder.</summary>
    public string? MasterKeyFile { get; init; }

    /// <summary>How often a running process looks for changed data keys.</summary>
    [Range(1, 300)]
    public int LookSeconds { get; init; } = 30;

    /// <summary>How long a data key must have been old before it may be retired: links and quotes signed with it end then.</summary>
    [Range(0, 7 * 24 * 60)]
    public int RetireAfterMinutes { get; init; } = 60;

    /// <summary>After this time every process that uses its keys has seen a change: it looks twice as often, and does not use what it saw earlier.</summary>
    internal TimeSpan Spread => TimeSpan.FromSeconds(2 * LookSeconds);
}

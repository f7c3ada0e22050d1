namespace GigGatek.Operations.Deploy.Journals;

/// <summary>What happened to a release.</summary>
public enum JournalEvent
{
    /// <summary>It was planned, and begins.</summary>
    Begun,

    /// <summary>A step of it begins.</summary>
    Step,

    /// <summary>Visitors have it.</summary>
    Released,

    /// <summary>They got the one before back, or never lost it.</summary>
    Returned,

    /// <summary>Somebody went back after it was released.</summary>
    RolledBack,
}

/// <summary>A line of the journal.</summary>
/// <param name="Release">Number of the release in this environment, from 1.</param>
/// <param name="Step">Of <see cref="JournalEvent.Step"/>.</param>
/// <param name="Why">Of a release: its reason. Of one that went back: the measure that decided it.</param>
public sealed record JournalEntry(
    int Release, DateTimeOffset At, JournalEvent Event, string Version, string Colour, string? OldVersion, string? Old, string? Strategy, string? Step, string? Why);

using GigGatek.Operations.Deploy.Journals;
using GigGatek.Operations.Deploy.Plans;

namespace GigGatek.Operations.Deploy;

/// <summary>Keeps the journal of an environment.</summary>
public sealed class ReleaseHistory(ReleaseJournal journal, TimeProvider clock)
{
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<JournalEntry> Entries => journal.Read();

    /// <summary>The release that was cut off; null when there is none.</summary>
    public JournalEntry? FindUnfinished() => journal.FindUnfinished();

    /// <summary>The last step that a release was seen doing; null before its first.</summary>
    public string? FindLastStepOf(int release) => Entries.LastOrDefault(entry => entry.Release == release && entry.Step is not null)?.Step;

    /// <summary>The release that visitors have; null before the first.</summary>
    public JournalEntry? FindReleased() => Entries.LastOrDefault(entry => entry.Event is JournalEvent.Released or JournalEvent.RolledBack);

    /// <summary>Notes that a release begins. Answers what its later entries are made of.</summary>
    public JournalEntry Begin(ReleasePlan plan, string? reason)
    {
        var number = (Entries.Count == 0 ? 0 : Entries[^1].Release) + 1;
        var begun = new JournalEntry(number, clock.GetUtcNow(), JournalEvent.Begun, plan.Version, plan.Colour, plan.OldVersion, plan.Old, plan.Strategy.ToString(), null, reason);
        journal.Add(begun);
        return begun;
    }

    /// <summary>Notes that a step begins.</summary>
    public void Note(JournalEntry release, string step) => journal.Add(release with { At = clock.GetUtcNow(), Event = JournalEvent.Step, Step = step, Why = null });

    /// <summary>Notes how a release ended.</summary>
    public void End(JournalEntry release, JournalEvent how, string? why) => journal.Add(release with { At = clock.GetUtcNow(), Event = how, Step = null, Why = why });

    /// <summary>Notes that visitors have the old colour again.</summary>
    public void RolledBack(JournalEntry from, string? reason) => journal.Add(new JournalEntry(
        Entries[^1].Release + 1, clock.GetUtcNow(), JournalEvent.RolledBack, from.OldVersion!, from.Old!, from.Version, from.Colour, null, null, reason));
}

namespace GigGatek.Operations.MigrationLint.Rules;

/// <summary>To drop is what a contract step is for; to rename is never, for no release reads both names.</summary>
internal sealed class TableGone : ILintRule
{
    public RuleText Text { get; } = new(
        "GM001", Severity.Breaks, "Table dropped or renamed",
        "The release that is running reads the table: every request that does fails from this statement on.",
        "Drop it in a contract step, a release after the last one that reads it. Instead of a rename: a new table, filled by a backfill.");

    public IEnumerable<string> Find(Change change) =>
        change.IsContract && !change.IsTableRename ? [] : change.DroppedTables.Select(table => table.Name);
}

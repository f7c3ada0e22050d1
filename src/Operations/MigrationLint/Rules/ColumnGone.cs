namespace GigGatek.Operations.MigrationLint.Rules;

/// <summary>To drop is what a contract step is for; to rename is never, for no release reads both names.</summary>
internal sealed class ColumnGone : ILintRule
{
    public RuleText Text { get; } = new(
        "GM002", Severity.Breaks, "Column dropped or renamed",
        "The release that is running reads the column: every request that does fails from this statement on.",
        "Drop it in a contract step, a release after the last one that reads it. Instead of a rename: a new column, filled by a backfill.");

    public IEnumerable<string> Find(Change change) =>
        from table in change.AlteredTables
        where !change.IsContract || table.Added.Any()
        from column in table.Dropped
        select $"{table.Before.Name}.{column.Name}";
}

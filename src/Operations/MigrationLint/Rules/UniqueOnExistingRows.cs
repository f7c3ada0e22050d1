namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class UniqueOnExistingRows : ILintRule
{
    public RuleText Text { get; } = new(
        "GM005", Severity.Breaks, "Unique key over rows that are there already",
        "Two rows that are equal stop the change in the middle of a release, and the release that is running is refused when it writes such a row.",
        "Look for equal rows first (an invariant of giggatek verify), let a release write none, then add the key, with a suppression that says so.");

    public IEnumerable<string> Find(Change change) =>
        from table in change.AlteredTables
        from index in table.After.Indexes
        where index.IsUnique && !index.IsPrimary && !table.Before.Indexes.Any(old => old.IsUnique && old.Columns == index.Columns)
        select $"{table.Before.Name} ({index.Columns})";
}

namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class StoredColumnAdded : ILintRule
{
    public RuleText Text { get; } = new(
        "GM012", Severity.Slows, "STORED generated column added",
        "Its value is computed for every row and written: the table is copied.",
        "A VIRTUAL column, which may have an index too; or a plain one that the release writes and a backfill fills.");

    public IEnumerable<string> Find(Change change) =>
        from table in change.AlteredTables
        from column in table.Added
        where column.IsStored
        select $"{table.Before.Name}.{column.Name}";
}

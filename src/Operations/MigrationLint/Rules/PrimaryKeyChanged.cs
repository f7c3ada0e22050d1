namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class PrimaryKeyChanged : ILintRule
{
    public RuleText Text { get; } = new(
        "GM006", Severity.Breaks, "Primary key changed",
        "All rows and all indexes are written anew in another order, and replicas stand still meanwhile; the release that is running finds rows by the old key.",
        "A new table with the new key, filled by a backfill, written by the release beside the old one.");

    public IEnumerable<string> Find(Change change) =>
        from table in change.AlteredTables
        where table.Before.PrimaryKey?.Columns != table.After.PrimaryKey?.Columns
        select $"{table.Before.Name}: ({table.Before.PrimaryKey?.Columns}) to ({table.After.PrimaryKey?.Columns})";
}

namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class NotNullWithoutDefault : ILintRule
{
    public RuleText Text { get; } = new(
        "GM004", Severity.Breaks, "NOT NULL without a default on a filled table",
        "The release that is running does not name the column when it adds a row, and is refused. SQLite refuses the change itself.",
        "Give it a default, or let it be NULL until a backfill has filled it.");

    public IEnumerable<string> Find(Change change) =>
        from table in change.AlteredTables
        from column in table.Added
        where !column.IsNullable && !column.HasDefault && !column.IsGenerated && !column.IsAutoIncrement
        select $"{table.Before.Name}.{column.Name}";
}

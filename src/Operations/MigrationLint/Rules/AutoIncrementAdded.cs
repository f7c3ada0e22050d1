namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class AutoIncrementAdded : ILintRule
{
    public RuleText Text { get; } = new(
        "GM014", Severity.Breaks, "AUTO_INCREMENT added",
        "The table is written anew under a lock, and the numbers may differ between a primary and its replicas.",
        "Ids come from the program (decision 4).");

    public IEnumerable<string> Find(Change change) =>
        from table in change.AlteredTables
        from column in table.After.Columns
        where column.IsAutoIncrement && table.Before.Find(column.Name)?.IsAutoIncrement != true
        select $"{table.Before.Name}.{column.Name}";
}

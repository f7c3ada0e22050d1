namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class ForeignKeyAdded : ILintRule
{
    public RuleText Text { get; } = new(
        "GM010", Severity.Breaks, "Foreign key added",
        "Rows without their parent stop the change; every write then locks a row of the other table, and a module would be bound to the order of another's writes.",
        "None: references are the module's own rule, checked by an invariant of giggatek verify.");

    public IEnumerable<string> Find(Change change) =>
        from table in change.AlteredTables
        from key in table.After.ForeignKeys.Except(table.Before.ForeignKeys)
        select $"{table.Before.Name}: {key}";
}

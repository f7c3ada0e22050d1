namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class CheckAdded : ILintRule
{
    public RuleText Text { get; } = new(
        "GM011", Severity.Breaks, "Check constraint added",
        "A row that is there and does not hold it stops the change, the release that is running is refused when it writes one, and all rows are read under a lock.",
        "The module's own rule, and an invariant of giggatek verify.");

    public IEnumerable<string> Find(Change change) =>
        from table in change.AlteredTables
        from check in table.After.Checks.Except(table.Before.Checks)
        select $"{table.Before.Name}: {check}";
}

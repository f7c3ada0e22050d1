namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class EngineChanged : ILintRule
{
    public RuleText Text { get; } = new(
        "GM007", Severity.Breaks, "Storage engine changed",
        "Another engine than InnoDB has no transactions or no row locks: orders would be lost or written twice. Rows are written anew under a lock.",
        "Leave it to InnoDB.");

    public IEnumerable<string> Find(Change change) =>
        from table in change.AlteredTables
        where table.Before.Engine != table.After.Engine
        select $"{table.Before.Name}: {table.Before.Engine} to {table.After.Engine}";
}

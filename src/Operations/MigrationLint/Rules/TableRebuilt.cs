namespace GigGatek.Operations.MigrationLint.Rules;

/// <summary>Whether rows were written anew the server tells by the number of the place that they lie in.</summary>
internal sealed class TableRebuilt : ILintRule
{
    public RuleText Text { get; } = new(
        "GM008", Severity.Slows, "Table rebuilt",
        "Every row is written anew: minutes to hours on a large table, twice its space on the disk, and replicas lag behind by as much.",
        "A form of the change that is INSTANT or in place, or a new table or column with a backfill; else a suppression that says how large the table is.");

    public IEnumerable<string> Find(Change change) =>
        from table in change.AlteredTables
        where table.Before.Storage != table.After.Storage
        select table.Before.Name;
}

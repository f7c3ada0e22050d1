namespace GigGatek.Operations.MigrationLint.Rules;

/// <summary>Which servers add a column anywhere at once is asked of them, also of a MariaDB that is set to add at the end only.</summary>
internal sealed class PlacementDefeatsInstant : ILintRule
{
    public RuleText Text { get; } = new(
        "GM013", Severity.Slows, "Column placement that defeats INSTANT",
        "At the end it would be added in no time; where it is put the table is written anew, as it is on a MariaDB with innodb_instant_alter_column_allowed=add_last.",
        "No FIRST and no AFTER: the order of columns means nothing.");

    public IEnumerable<string> Find(Change change) =>
        from table in change.AlteredTables
        where change.Facts.IsPlacementCostly
        from column in table.Added
        where column.Position <= table.Before.Columns.Count
        select $"{table.Before.Name}.{column.Name} at place {column.Position}";
}

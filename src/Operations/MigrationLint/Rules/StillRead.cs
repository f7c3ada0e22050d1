namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class StillRead : ILintRule
{
    public RuleText Text { get; } = new(
        "GM018", Severity.Breaks, "The previous release still reads what is dropped",
        "It runs beside this one while traffic is shifted, and is what one rolls back to: it would fail.",
        "Stop reading it in this release, and drop it with a contract step of the next.");

    public IEnumerable<string> Find(Change change)
    {
        if (change.Previous is not { } previous)
        {
            return [];
        }

        var columns =
            from table in change.AlteredTables
            from column in table.Dropped
            where previous.ReadsColumn(table.Before.Name, column.Name)
            select $"{table.Before.Name}.{column.Name}, read by release {previous.Release}";
        return change.DroppedTables.Where(table => previous.ReadsTable(table.Name)).Select(table => $"{table.Name}, read by release {previous.Release}").Concat(columns);
    }
}

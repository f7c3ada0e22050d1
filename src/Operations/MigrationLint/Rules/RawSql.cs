namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class RawSql : ILintRule
{
    private const int Shown = 60;

    public RuleText Text { get; } = new(
        "GM016", Severity.Breaks, "Raw SQL",
        "It is written for one engine: on the others it fails or means something else.",
        "FluentMigrator's own words; where it has none, IfDatabase for each engine and a suppression that says so.");

    public IEnumerable<string> Find(Change change)
    {
        if (change.Statement.IsRaw)
        {
            var text = string.Join(' ', change.Statement.Sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            yield return text.Length > Shown ? text[..Shown] + "…" : text;
        }
    }
}

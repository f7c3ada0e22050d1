namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class BackfillInMigration : ILintRule
{
    public RuleText Text { get; } = new(
        "GM017", Severity.Slows, "Rows of a filled table changed in one statement",
        "All its rows are locked until it ends, and replicas then repeat it as one: orders wait, and reads are old.",
        "A backfill (AddBackfill): in chunks, with pauses, after the release.");

    public IEnumerable<string> Find(Change change) => change.IsMixed ? [] : change.Facts.Walked;
}

namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class BackfillBesideSchema : ILintRule
{
    public RuleText Text { get; } = new(
        "GM015", Severity.Breaks, "Backfill mixed with schema changes",
        "The schema is waited for by a release, rows are not: one long statement holds the release up, and when it fails the schema is half changed.",
        "The schema change alone in the migration; the rows by a backfill (AddBackfill).");

    public IEnumerable<string> Find(Change change) => change.IsMixed ? change.Facts.Walked : [];
}

using GigGatek.Operations.MigrationLint.Rules;

namespace GigGatek.Operations.MigrationLint;

/// <summary>All rules. docs/operations/migrations.md has a section for each.</summary>
internal static class LintRules
{
    public static IReadOnlyList<ILintRule> All { get; } =
    [
        new TableGone(), new ColumnGone(), new ColumnChanged(), new NotNullWithoutDefault(), new UniqueOnExistingRows(), new PrimaryKeyChanged(),
        new EngineChanged(), new TableRebuilt(), new WritersWait(), new ForeignKeyAdded(), new CheckAdded(), new StoredColumnAdded(),
        new PlacementDefeatsInstant(), new AutoIncrementAdded(), new BackfillBesideSchema(), new RawSql(), new BackfillInMigration(), new StillRead(),
    ];

    /// <summary>Of a suppression itself.</summary>
    public static RuleText Suppression { get; } = new(
        "GM000", Severity.Breaks, "A suppression that does not hold",
        "Without a reason nobody can judge it, and after its day nobody has looked at it again.",
        "Name a rule that there is, a reason in words and a day as 2027-05-31; or mend the migration and take the suppression away.");
}

using System.Globalization;
using GigGatek.Platform.Migrations;

namespace GigGatek.Operations.MigrationLint;

/// <summary>Which findings a migration's suppressions hold back, and which of them are findings themselves.</summary>
internal static class Suppressions
{
    public static bool Hold(DeclaredMigration migration, string rule, DateOnly today) =>
        migration.Suppressions.Any(suppression => suppression.Rule == rule && FindFault(suppression, today) is null);

    public static IEnumerable<LintFinding> Judge(DeclaredMigration migration, DateOnly today)
    {
        var rule = LintRules.Suppression;
        return
            from suppression in migration.Suppressions
            let fault = FindFault(suppression, today)
            where fault is not null
            select new LintFinding(rule.Id, rule.Severity.ToString(), "", migration.Version, migration.Name, fault, "", "", rule.Title, rule.Why, rule.Instead);
    }

    private static string? FindFault(SuppressAttribute suppression, DateOnly today) =>
        LintRules.All.All(rule => rule.Text.Id != suppression.Rule) ? $"there is no rule {suppression.Rule}"
        : string.IsNullOrWhiteSpace(suppression.Reason) ? $"of {suppression.Rule}, without a reason"
        : !DateOnly.TryParseExact(suppression.Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) ? $"of {suppression.Rule}, until no day: “{suppression.Until}”"
        : until < today ? $"of {suppression.Rule}, over since {suppression.Until}"
        : null;
}

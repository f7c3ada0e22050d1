using GigGatek.Operations.MigrationLint.Facts;
using GigGatek.Platform.Migrations;

namespace GigGatek.Operations.MigrationLint;

/// <summary>Goes through migrations at one server, in their order.</summary>
/// <param name="known">Tables that a release has; filled before each migration.</param>
internal sealed class Judging(Asking asking, string engine, LintWish wish, HashSet<string> known)
{
    private readonly List<LintFinding> _findings = [];
    private readonly List<LintedStatement> _statements = [];

    public LintReport Report => new(_findings, _statements);

    /// <summary>The history's own table.</summary>
    public async Task PrepareAsync(IEnumerable<PlannedStatement> statements, CancellationToken ct)
    {
        foreach (var statement in statements)
        {
            await asking.RunAsync(statement.Sql, ct);
        }
    }

    public async Task RunAsync(DeclaredMigration migration, IReadOnlyList<PlannedStatement> statements, CancellationToken ct)
    {
        await asking.FillAsync(await asking.ReadSchemaAsync(ct), known, ct);
        foreach (var statement in statements)
        {
            await RunAsync(migration, statement, statements, ct);
        }
    }

    private async Task RunAsync(DeclaredMigration migration, PlannedStatement statement, IReadOnlyList<PlannedStatement> all, CancellationToken ct)
    {
        if (IsOfHistory(statement))
        {
            await asking.RunAsync(statement.Sql, ct);
            return;
        }

        var walked = await asking.ListWalkedAsync(statement.Sql, known, ct);
        var (facts, before) = await LearnAsync(migration, statement, ct);
        var after = walked.Count > 0 ? before : await asking.ReadSchemaAsync(ct);
        facts = facts with { Walked = walked, IsPlacementCostly = await asking.IsPlacementCostlyAsync(facts, before.Only(known), after, ct) };
        var change = new Change(migration, statement, facts, before, after)
        {
            Known = known,
            Previous = wish.Previous,
            IsMixed = all.Any(other => !IsOfHistory(other) && !Asking.IsOfRows(other.Sql)),
        };
        _statements.Add(new LintedStatement(engine, migration.Version, statement.Sql, facts.ToString()));
        Judge(change);
        Follow(change);
    }

    private async Task<(StatementFacts Facts, SchemaShape Before)> LearnAsync(DeclaredMigration migration, PlannedStatement statement, CancellationToken ct)
    {
        try
        {
            return await asking.LearnAsync(statement.Sql, known, ct);
        }
        catch (OperationRefusedException failure)
        {
            throw new OperationRefusedException(FormattableString.Invariant($"Schema change {migration.Version} ({migration.Name}) fails on {engine}: {failure.Message}"));
        }
    }

    private void Judge(Change change)
    {
        foreach (var rule in LintRules.All.Where(rule => !Suppressions.Hold(change.Migration, rule.Text.Id, wish.Today)))
        {
            var text = rule.Text;
            _findings.AddRange(rule.Find(change).Select(subject => new LintFinding(
                text.Id, text.Severity.ToString(), engine, change.Migration.Version, change.Migration.Name, subject, change.Statement.Sql, change.Facts.ToString(),
                text.Title, text.Why, text.Instead)));
        }
    }

    /// <summary>A known table by another name is known by that.</summary>
    private void Follow(Change change)
    {
        foreach (var gone in change.DroppedTables.Select(table => table.Name).ToList())
        {
            known.Remove(gone);
            known.UnionWith(change.After.Names.Where(table => change.Before.Find(table) is null));
        }
    }

    private static bool IsOfHistory(PlannedStatement statement) => statement.Sql.Contains("`schema_versions`", StringComparison.Ordinal) || statement.Sql.StartsWith("INSERT INTO schema_contracts", StringComparison.Ordinal);
}

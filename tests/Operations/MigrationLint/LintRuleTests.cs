using GigGatek.Operations.MigrationLint;
using GigGatek.Operations.Servers;

namespace GigGatek.Tests.Operations.MigrationLint;

/// <summary>Each rule on each real server: a migration that trips it, and one that does the like and does not.</summary>
[Collection(nameof(LintServers))]
public sealed class LintRuleTests(LintServers servers)
{
    /// <summary>MySQL adds a column anywhere at once; MariaDB only as long as it is not told to add at the end.</summary>
    private static readonly (string Rule, ServerKind Engine) NotThere = ("GM013", ServerKind.MySql);

    public static TheoryData<string, ServerKind> Rules()
    {
        var data = new TheoryData<string, ServerKind>();
        foreach (var rule in LintRules.All)
        {
            data.Add(rule.Text.Id, ServerKind.MariaDb);
            data.Add(rule.Text.Id, ServerKind.MySql);
        }

        return data;
    }

    [Theory, MemberData(nameof(Rules))]
    public void A_rule_finds_what_it_is_for(string rule, ServerKind engine)
    {
        var found = servers.Report(engine).Findings.Where(finding => finding.Migration == ClassOf(rule, "Trips")).ToList();

        if ((rule, engine) == NotThere)
        {
            found.ShouldBeEmpty();
            return;
        }

        var finding = found.Where(finding => finding.Rule == rule).ShouldHaveSingleItem();
        finding.Subject.ShouldContain(rule.ToLowerInvariant() + "_trips");
        finding.Engine.ShouldContain(engine == ServerKind.MariaDb ? "MariaDB" : "MySQL");
    }

    [Theory, MemberData(nameof(Rules))]
    public void What_does_the_like_without_harm_passes_every_rule(string rule, ServerKind engine)
    {
        var report = servers.Report(engine);

        report.Findings.Where(finding => finding.Migration == ClassOf(rule, "Passes")).ShouldBeEmpty();
        report.Statements.Count(statement => statement.Statement.Contains(rule.ToLowerInvariant() + "_passes", StringComparison.Ordinal)).ShouldBeGreaterThan(0, "it did not run");
    }

    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MySql)]
    public void Facts_are_what_the_server_said(ServerKind engine)
    {
        FactsOf(engine, "gm008_passes").ShouldStartWith("ALGORITHM=INSTANT");
        FactsOf(engine, "gm009_trips").ShouldContain("LOCK=SHARED");
        FactsOf(engine, "CREATE INDEX `ix_passes` ON `gm009_passes`").ShouldContain("LOCK=NONE");
        FactsOf(engine, "DROP INDEX `ix_passes` ON `gm009_passes`").ShouldMatch("^ALGORITHM=(INSTANT|NOCOPY|INPLACE)");
        FactsOf(engine, "gm003_trips").ShouldContain("ALGORITHM=COPY");
        FactsOf(engine, "gm005_trips").ShouldContain("refused by rows: Duplicate entry");
        FactsOf(engine, "gm011_trips").ShouldContain("refused by rows: ");
    }

    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MySql)]
    public void A_table_that_no_release_has_may_be_changed_in_any_way_and_an_index_dropped(ServerKind engine) =>
        servers.Report(engine).Findings.Where(finding => finding.Migration is "NewTable" or "IndexGone").ShouldBeEmpty();

    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MySql)]
    public void A_suppression_holds_until_its_day_and_with_a_reason(ServerKind engine)
    {
        var findings = servers.Report(engine).Findings.Where(finding => finding.Rule == "GM017").Select(finding => finding.Migration);
        findings.ShouldBe(["Gm017Trips", "SuppressedTooLong", "SuppressedWithoutReason"], ignoreOrder: true);
    }

    private static string ClassOf(string rule, string part) => "Gm" + rule[2..] + part;

    private string FactsOf(ServerKind engine, string table) =>
        servers.Report(engine).Statements.Where(statement => statement.Statement.Contains(table, StringComparison.Ordinal)).ShouldHaveSingleItem().Facts;
}

using GigGatek.Operations.MigrationLint;

namespace GigGatek.Tests.Unit.Operations;

/// <summary>The manual of the linter.</summary>
public sealed class LintDocumentTests
{
    [Fact]
    public void Every_rule_has_its_section()
    {
        var document = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "operations", "migrations.md"));

        LintRules.All.Select(rule => rule.Text).Append(LintRules.Suppression).Select(rule => $"### {rule.Id} {rule.Title}")
            .ShouldBe(document.Where(line => line.StartsWith("### GM", StringComparison.Ordinal)), ignoreOrder: true);
    }
}

namespace GigGatek.Operations.MigrationLint;

/// <summary>What is to be linted.</summary>
/// <param name="Since">The newest migration that databases have; those after it are judged.</param>
/// <param name="Previous">What the previous release reads; null: nothing is known of it.</param>
/// <param name="Today">For suppressions.</param>
public sealed record LintWish(long Since, Releases.ReleaseRecord? Previous, DateOnly Today);

/// <summary>A danger in a migration.</summary>
/// <param name="Engine">Where it shows, such as <c>MariaDB 11.8</c>; empty: it needs no server to see it.</param>
/// <param name="Subject">What of the schema.</param>
/// <param name="Facts">What the server said.</param>
public sealed record LintFinding(
    string Rule, string Severity, string Engine, long Version, string Migration, string Subject, string Statement, string Facts, string Title, string Why, string Instead);

/// <summary>A statement and what a server said to it, finding or not.</summary>
public sealed record LintedStatement(string Engine, long Version, string Statement, string Facts);

/// <summary>What linting showed.</summary>
public sealed record LintReport(IReadOnlyList<LintFinding> Findings, IReadOnlyList<LintedStatement> Statements)
{
    /// <summary>Both.</summary>
    public LintReport With(LintReport other) => new([.. Findings, .. other.Findings], [.. Statements, .. other.Statements]);
}

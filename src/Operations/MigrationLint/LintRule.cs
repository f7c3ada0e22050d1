namespace GigGatek.Operations.MigrationLint;

/// <summary>How bad it is when a migration does what a rule warns of.</summary>
internal enum Severity
{
    /// <summary>Requests of the shop wait.</summary>
    Slows,

    /// <summary>Requests of the shop or of the previous release fail, or the change itself does.</summary>
    Breaks,
}

/// <summary>What a rule says of itself.</summary>
/// <param name="Title">What it finds.</param>
/// <param name="Why">Why that is dangerous.</param>
/// <param name="Instead">What to write.</param>
internal sealed record RuleText(string Id, Severity Severity, string Title, string Why, string Instead);

/// <summary>One way in which a schema change hurts a running shop.</summary>
internal interface ILintRule
{
    RuleText Text { get; }

    /// <summary>What the statement does of it, such as the names of tables and columns; nothing when it is harmless.</summary>
    IEnumerable<string> Find(Change change);
}

namespace GigGatek.Platform.Migrations;

/// <summary>
/// Lets a migration pass a rule of <c>giggatek lint-migrations</c>, for a reason and until a day. Without a reason, after that
/// day, or of a rule that there is not, it is a finding itself.
/// </summary>
/// <param name="rule">Such as <c>GM016</c>: docs/operations/migrations.md lists them.</param>
/// <param name="reason">Why what the rule warns of does no harm here.</param>
/// <param name="until">The last day, such as <c>2027-05-31</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class SuppressAttribute(string rule, string reason, string until) : Attribute
{
    /// <summary>Its id.</summary>
    public string Rule { get; } = rule;

    /// <summary>In words.</summary>
    public string Reason { get; } = reason;

    /// <summary>The last day.</summary>
    public string Until { get; } = until;
}

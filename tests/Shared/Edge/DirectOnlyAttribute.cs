using Xunit.v3;

namespace GigGatek.Tests;

/// <summary>A test that is left out where requests go through edge and gateway (the trait Path=direct), and why.</summary>
/// <param name="reason">A clause: what it asks of the shop's own port, or what the edge answers in its place.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class DirectOnlyAttribute(string reason) : Attribute, ITraitAttribute
{
    public string Reason => reason;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Path", "direct")];
}

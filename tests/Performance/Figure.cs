namespace GigGatek.Tests.Performance;

/// <summary>A measured figure beside its budget.</summary>
/// <param name="Measured">In words, with both sides of a ratio.</param>
/// <param name="Holds">Whether it is within the budget.</param>
internal sealed record Figure(string Name, string Measured, string Budget, bool Holds)
{
    public static Figure Of(string name, Ratio ratio, string unit, double atLeast) => new(
        name,
        $"{ratio.Value:N2} ({ratio.Ours:N0} against {ratio.Limit:N0} {unit})",
        $"at least {atLeast:N2}",
        ratio.Value >= atLeast);
}

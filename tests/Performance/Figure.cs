namespace GigGatek.Tests.Performance;

/// <summary>A measured figure beside its budget.</summary>
/// <param name="Measured">In words, with both sides of a ratio.</param>
/// <param name="Holds">Whether it is within the budget.</param>
/// <param name="Ratio">Ours to the limit of the same run, so that runs on different machines compare; more is better.</param>
internal sealed record Figure(string Name, string Measured, string Budget, bool Holds, double? Ratio = null)
{
    public static Figure Of(string name, Ratio ratio, string unit, double atLeast) => new(
        name,
        $"{ratio.Value:N2} ({ratio.Ours:N0} against {ratio.Limit:N0} {unit})",
        $"at least {atLeast:N2}",
        ratio.Value >= atLeast,
        ratio.Value);
}

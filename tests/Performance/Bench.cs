namespace GigGatek.Tests.Performance;

/// <summary>One measurement with a name to ask for it by.</summary>
internal sealed record Bench(string Name, Func<PreparedShop, Task<IReadOnlyList<Figure>>> RunAsync);

namespace GigGatek.Operations.MigrationLint.Facts;

/// <summary>What a server said to one statement.</summary>
/// <param name="Algorithm">The cheapest one that it accepted; empty for a statement that has none.</param>
/// <param name="Lock">The least that it accepted with that; empty where it takes none.</param>
/// <param name="RefusedByRows">What it said when the table had rows in it, and not any more when it was empty.</param>
/// <param name="Refusals">What it said to the cheaper ones.</param>
internal sealed record StatementFacts(string Algorithm, string Lock, string? RefusedByRows, IReadOnlyList<string> Refusals)
{
    /// <summary>For a statement without algorithms.</summary>
    public static StatementFacts None { get; } = new("", "", null, []);

    /// <summary>Filled tables whose rows it goes through to change them.</summary>
    public IReadOnlyList<string> Walked { get; init; } = [];

    /// <summary>It put a column where INSTANT adds none, on a server that is told to add at the end only, or anywhere.</summary>
    public bool IsPlacementCostly { get; init; }

    public bool IsInstant => Algorithm == "INSTANT";

    public override string ToString() => string.Join("; ", Parts());

    private IEnumerable<string> Parts()
    {
        if (Algorithm.Length > 0)
        {
            yield return Lock.Length > 0 ? $"ALGORITHM={Algorithm}, LOCK={Lock}" : $"ALGORITHM={Algorithm}";
        }

        foreach (var refusal in Refusals.Distinct())
        {
            yield return refusal;
        }

        if (RefusedByRows is not null)
        {
            yield return $"refused by rows: {RefusedByRows}";
        }
    }
}

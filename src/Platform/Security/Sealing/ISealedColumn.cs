namespace GigGatek.Platform.Security.Sealing;

/// <summary>
/// A place where sealed values or blind indexes are stored. Modules declare each of theirs once; re-encryption,
/// <c>verify</c> and <c>keys status</c> walk them all.
/// </summary>
public interface ISealedColumn
{
    /// <summary>Which place.</summary>
    SealedColumnInfo Info { get; }

    /// <summary>How many values there are.</summary>
    Task<long> CountAsync(CancellationToken ct);

    /// <summary>How many of them a key wrote.</summary>
    Task<long> CountAsync(string key, CancellationToken ct);

    /// <summary>
    /// Writes the next values anew that are not of the current key. A value that changes meanwhile is left to who changed it.
    /// </summary>
    Task<ReencryptedChunk> ReencryptAsync(long after, int most, CancellationToken ct);

    /// <summary>Opens the next values.</summary>
    Task<CheckedChunk> CheckAsync(long after, int most, CancellationToken ct);
}

/// <summary>A place of sealed values.</summary>
/// <param name="IdColumn">Of the row id that values are bound to; empty where rows have none.</param>
/// <param name="Purpose">What is in it: <c>value</c>, or what a blind index is of.</param>
public sealed record SealedColumnInfo(string Table, string IdColumn, string Column, string Purpose)
{
    /// <inheritdoc />
    public override string ToString() => $"{Table}.{Column}";
}

/// <summary>What re-encryption did with one chunk.</summary>
/// <param name="Last">Where to go on; null at the end.</param>
/// <param name="Changed">Values written anew.</param>
/// <param name="Lost">Values that somebody else changed meanwhile.</param>
/// <param name="Faults">Values that do not open, as sentences.</param>
public sealed record ReencryptedChunk(long? Last, int Changed, int Lost, IReadOnlyList<string> Faults)
{
    /// <summary>Nothing to do.</summary>
    public static ReencryptedChunk End { get; } = new(null, 0, 0, []);
}

/// <summary>What opening one chunk showed.</summary>
/// <param name="Last">Where to go on; null at the end.</param>
/// <param name="Findings">Values that do not open, or indexes of something else, as sentences.</param>
public sealed record CheckedChunk(long? Last, int Checked, IReadOnlyList<string> Findings)
{
    /// <summary>Nothing to look at.</summary>
    public static CheckedChunk End { get; } = new(null, 0, []);
}

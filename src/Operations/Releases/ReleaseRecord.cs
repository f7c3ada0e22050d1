namespace GigGatek.Operations.Releases;

/// <summary>What a release asks of the schema: a file in <c>deploy/releases</c>, written by <c>giggatek lint-migrations --record</c>.</summary>
/// <param name="Release">Its version.</param>
/// <param name="Schema">Its newest migration.</param>
/// <param name="Reads">The columns that its code names, by table.</param>
public sealed record ReleaseRecord(string Release, long Schema, SortedDictionary<string, IReadOnlyList<string>> Reads)
{
    /// <summary>Whether it needs a table.</summary>
    public bool ReadsTable(string table) => Reads.ContainsKey(table);

    /// <summary>Whether it needs a column.</summary>
    public bool ReadsColumn(string table, string column) => Reads.TryGetValue(table, out var columns) && columns.Contains(column);
}

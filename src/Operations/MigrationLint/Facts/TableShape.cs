namespace GigGatek.Operations.MigrationLint.Facts;

/// <summary>A column, as the server tells it.</summary>
/// <param name="Extra">Such as <c>auto_increment</c> or <c>STORED GENERATED</c>, in small letters.</param>
internal sealed record ColumnShape(string Name, int Position, string Type, bool IsNullable, bool HasDefault, string Extra, string Collation)
{
    public bool IsStored => Extra.Contains("stored generated", StringComparison.Ordinal) || Extra.Contains("persistent", StringComparison.Ordinal);

    public bool IsGenerated => IsStored || Extra.Contains("virtual generated", StringComparison.Ordinal);

    public bool IsAutoIncrement => Extra.Contains("auto_increment", StringComparison.Ordinal);
}

/// <summary>An index, its columns in order.</summary>
internal sealed record IndexShape(string Name, bool IsUnique, string Columns)
{
    public bool IsPrimary => Name == "PRIMARY";
}

/// <summary>A table, as the server tells it.</summary>
/// <param name="Storage">The number of what its rows lie in: another one when they were written anew.</param>
/// <param name="ForeignKeys">Their names.</param>
/// <param name="Checks">Names of its check constraints.</param>
internal sealed record TableShape(
    string Name, string Engine, long Storage, IReadOnlyList<ColumnShape> Columns, IReadOnlyList<IndexShape> Indexes,
    IReadOnlyList<string> ForeignKeys, IReadOnlyList<string> Checks)
{
    public ColumnShape? Find(string column) => Columns.FirstOrDefault(known => known.Name == column);

    public IndexShape? PrimaryKey => Indexes.FirstOrDefault(index => index.IsPrimary);

    public bool IsSameAs(TableShape other) =>
        Engine == other.Engine && Storage == other.Storage && Columns.SequenceEqual(other.Columns) && Indexes.SequenceEqual(other.Indexes)
        && ForeignKeys.SequenceEqual(other.ForeignKeys) && Checks.SequenceEqual(other.Checks);
}

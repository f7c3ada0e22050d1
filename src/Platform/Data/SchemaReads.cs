using System.Reflection;
using LinqToDB.Mapping;

namespace GigGatek.Platform.Data;

/// <summary>A table and the columns of it that code names.</summary>
public sealed record TableRead(string Table, IReadOnlyList<string> Columns)
{
    internal static TableRead Of<TRow>(string table) => Of(typeof(TRow), table);

    internal static TableRead Of(Type row, string table) =>
        new(table, [.. PortableTypes.Schema.GetEntityDescriptor(row).Columns.Select(column => column.ColumnName).Order(StringComparer.Ordinal)]);
}

/// <summary>
/// What this program's code reads of the schema: every row class that is mapped to a table, and what modules declare beside
/// them. A contract step may take nothing of it away.
/// </summary>
public sealed class SchemaReads(IEnumerable<ModuleSchema> schemas, IEnumerable<TableRead> declared)
{
    /// <summary>Columns by table, both in the order of their names.</summary>
    public SortedDictionary<string, IReadOnlyList<string>> List()
    {
        var mapped =
            from assembly in schemas.Select(schema => schema.Migrations).Distinct()
            from row in assembly.GetTypes()
            let table = row.GetCustomAttribute<TableAttribute>()
            where table is not null
            select TableRead.Of(row, table.Name!);
        var columns = mapped.Concat(declared).GroupBy(read => read.Table)
            .ToDictionary(reads => reads.Key, reads => (IReadOnlyList<string>)[.. reads.SelectMany(read => read.Columns).Distinct().Order(StringComparer.Ordinal)]);
        return new SortedDictionary<string, IReadOnlyList<string>>(columns, StringComparer.Ordinal);
    }
}

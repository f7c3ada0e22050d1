using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>
/// The import command, its start included, against bare inserts of the rows that it wrote (the search index left out, to
/// the limit's favour), a thousand a transaction.
/// </summary>
internal static class ImportFiles
{
    public static Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        using var source = Sql.Open(shop.DatabaseFile);
        var tables = Sql.Tables(source, "catalog_").Select(table => (table.Table, table.Definitions, Rows: Sql.Read(source, $"SELECT * FROM {table.Table}"))).ToList();
        var rows = tables.Sum(table => table.Rows.Count);

        var file = Path.Combine(shop.Folder, "bare.db");
        using var target = Sql.Open(file);
        var started = Stopwatch.GetTimestamp();
        foreach (var (table, definitions, content) in tables)
        {
            foreach (var definition in definitions)
            {
                Sql.Execute(target, definition);
            }

            InsertAll(target, table, content);
        }

        var bare = Stopwatch.GetElapsedTime(started);
        var ratio = new Ratio(rows / shop.ImportTook.TotalSeconds, rows / bare.TotalSeconds, bare / shop.ImportTook);
        return Task.FromResult<IReadOnlyList<Figure>>([Figure.Of("import of the catalogue files", ratio, "rows/s", 0.4)]);
    }

    private static void InsertAll(SqliteConnection target, string table, List<object[]> rows)
    {
        foreach (var batch in rows.Chunk(1000))
        {
            using var transaction = target.BeginTransaction();
            using var insert = Sql.PrepareInsert(target, table, batch[0].Length);
            insert.Transaction = transaction;
            foreach (var row in batch)
            {
                Sql.Insert(insert, row);
            }

            transaction.Commit();
        }
    }
}

using System.Data.Common;
using System.Diagnostics;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>
/// The import command, its start included, against bare inserts of the rows that it wrote (the search index left out, to
/// the limit's favour), a thousand a transaction. Both into an empty database, in turns.
/// </summary>
internal static class ImportFiles
{
    private const int Turns = 5;

    public static async Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        var files = await FilesOf(shop);
        using var source = Sql.Open(shop.Database);
        var tables = Sql.Tables(source, "catalog_").Select(table => new Content(table, Sql.Read(source, $"SELECT * FROM {table}"))).Where(table => table.Rows.Count > 0).ToList();
        var rows = tables.Sum(table => table.Rows.Count);
        var turn = 0;
        var ratio = await Rounds.CompareAsync(
            Turns,
            async () => rows / (await Import(Path.Combine(shop.Folder, $"import-{turn++}"), files)).TotalSeconds,
            () => Task.FromResult(rows / Insert(shop, tables).TotalSeconds));
        return [Figure.Of("import of the catalogue files", ratio, "rows/s", 0.4)];
    }

    private static async Task<IReadOnlyList<string>> FilesOf(PreparedShop shop)
    {
        if (shop.Files.Count > 0)
        {
            return shop.Files;
        }

        var file = Path.Combine(shop.Folder, "demo.jsonl");
        await PreparedShop.RunProgramAsync(shop.Folder, "export", "--format", "jsonl", "--output", file);
        return [file];
    }

    private static async Task<TimeSpan> Import(string folder, IReadOnlyList<string> files)
    {
        await PreparedShop.RunProgramAsync(folder, "migrate");
        var started = Stopwatch.GetTimestamp();
        await PreparedShop.RunProgramAsync(folder, ["import", .. files]);
        var took = Stopwatch.GetElapsedTime(started);
        TestDatabase.DropIn(folder);
        Directory.Delete(folder, recursive: true);
        return took;
    }

    private static TimeSpan Insert(PreparedShop shop, List<Content> tables)
    {
        using var copy = new EmptyCopy(shop, tables.Select(table => table.Name));
        using var target = copy.Open();
        var started = Stopwatch.GetTimestamp();
        foreach (var table in tables)
        {
            InsertAll(target, table.Name, table.Rows);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private static void InsertAll(DbConnection target, string table, List<object[]> rows)
    {
        foreach (var batch in rows.Chunk(1000))
        {
            using var transaction = target.BeginTransaction();
            using var insert = Sql.PrepareInsert(target, table, batch[0]);
            insert.Transaction = transaction;
            foreach (var row in batch)
            {
                Sql.Insert(insert, row);
            }

            transaction.Commit();
        }
    }

    private sealed record Content(string Name, List<object[]> Rows);
}

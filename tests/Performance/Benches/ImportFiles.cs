using System.Diagnostics;
using Microsoft.Data.Sqlite;

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
        using var source = Sql.Open(shop.DatabaseFile);
        var tables = Sql.Tables(source, "catalog_").Select(table => new Content(table.Table, table.Definitions, Sql.Read(source, $"SELECT * FROM {table.Table}"))).ToList();
        var rows = tables.Sum(table => table.Rows.Count);
        var turn = 0;
        var ratio = await Rounds.CompareAsync(
            Turns,
            async () => rows / (await Import(Path.Combine(shop.Folder, $"import-{turn++}"), files)).TotalSeconds,
            () => Task.FromResult(rows / Insert(Path.Combine(shop.Folder, $"bare-{turn++}.db"), tables).TotalSeconds));
        return [Figure.Of("import of the catalogue files", ratio, "rows/s", 0.4)];
    }

    private static async Task<IReadOnlyList<string>> FilesOf(PreparedShop shop)
    {
        if (shop.Files.Count > 0)
        {
            return shop.Files;
        }

        var file = Path.Combine(shop.Folder, "demo.jsonl");
        await PreparedShop.RunProgramAsync("export", "--format", "jsonl", "--output", file, "--data", shop.Folder);
        return [file];
    }

    private static async Task<TimeSpan> Import(string folder, IReadOnlyList<string> files)
    {
        await PreparedShop.RunProgramAsync("migrate", "--data", folder);
        var started = Stopwatch.GetTimestamp();
        await PreparedShop.RunProgramAsync(["import", .. files, "--data", folder]);
        var took = Stopwatch.GetElapsedTime(started);
        Directory.Delete(folder, recursive: true);
        return took;
    }

    private static TimeSpan Insert(string file, IReadOnlyList<Content> tables)
    {
        using (var target = Sql.Open(file))
        {
            var started = Stopwatch.GetTimestamp();
            foreach (var table in tables)
            {
                foreach (var definition in table.Definitions)
                {
                    Sql.Execute(target, definition);
                }

                InsertAll(target, table.Name, table.Rows);
            }

            return Stopwatch.GetElapsedTime(started);
        }
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

    private sealed record Content(string Name, IReadOnlyList<string> Definitions, List<object[]> Rows);
}

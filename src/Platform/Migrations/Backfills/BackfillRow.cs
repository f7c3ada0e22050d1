using LinqToDB.Mapping;

namespace GigGatek.Platform.Migrations.Backfills;

/// <summary>How far a backfill has come: a row of <c>schema_backfills</c>, in the database of its table.</summary>
internal sealed class BackfillRow
{
    public const string Table = "schema_backfills";

    /// <summary>Beside the history of schema changes, and on every engine the same.</summary>
    public const string Creation =
        $"CREATE TABLE IF NOT EXISTS {Table} (name VARCHAR(100) NOT NULL PRIMARY KEY, position BIGINT NOT NULL, filled BIGINT NOT NULL, finished_at BIGINT NULL)";

    public const string Finished = $"SELECT name FROM {Table} WHERE finished_at IS NOT NULL";

    /// <summary>That a new database has nothing to fill.</summary>
    public static string NoteOfNothing(string name) => $"INSERT INTO {Table} (name, position, filled, finished_at) VALUES ('{name}', 0, 0, 0)";

    [Column("name"), PrimaryKey] public string Name { get; init; } = "";
    [Column("position")] public long Position { get; init; }
    [Column("filled")] public long Filled { get; init; }
    [Column("finished_at")] public DateTimeOffset? FinishedAt { get; init; }
}

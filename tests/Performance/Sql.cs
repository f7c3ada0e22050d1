using Microsoft.Data.Sqlite;

namespace GigGatek.Tests.Performance;

/// <summary>Bare SQLite, for the limits: rows copied as they are, by prepared statements.</summary>
internal static class Sql
{
    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Scalar(string file, string sql)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Names and definitions (tables, their indexes and triggers) of ordinary tables whose name begins so.</summary>
    public static IReadOnlyList<(string Table, IReadOnlyList<string> Definitions)> Tables(SqliteConnection connection, string prefix)
    {
        var tables = Read(connection, $"SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name LIKE '{prefix}%' AND name NOT LIKE '%\\_search%' ESCAPE '\\'")
            .Select(row => (string)row[0]);
        return [.. tables.Select(table => (table, (IReadOnlyList<string>)[.. Read(connection, $"SELECT sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL ORDER BY type = 'trigger', type DESC").Select(row => (string)row[0])]))];
    }

    public static List<object[]> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>A prepared insert into a table with that many columns.</summary>
    public static SqliteCommand PrepareInsert(SqliteConnection connection, string table, int columns)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO \"{table}\" VALUES ({string.Join(", ", Enumerable.Range(0, columns).Select(i => "@p" + i))})";
        for (var i = 0; i < columns; i++)
        {
            command.Parameters.Add(new SqliteParameter("@p" + i, null));
        }

        return command;
    }

    public static void Insert(SqliteCommand insert, object[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            insert.Parameters[i].Value = row[i];
        }

        insert.ExecuteNonQuery();
    }
}

using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace GigGatek.Tests.Performance;

/// <summary>The database without the shop, for the limits: rows copied as they are, by prepared statements.</summary>
internal static class Sql
{
    /// <summary>A connection that writes as durably as the shop's do.</summary>
    public static DbConnection Open(TestDatabase database) => Durable(database.Open());

    public static DbConnection Durable(DbConnection connection)
    {
        if (connection is SqliteConnection)
        {
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "PRAGMA synchronous = FULL");
        }

        return connection;
    }

    public static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Ordinary tables whose name begins so; of the search index none.</summary>
    public static IReadOnlyList<string> Tables(DbConnection connection, string prefix) =>
    [
        .. Read(connection, connection is SqliteConnection
                ? "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
                : "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name")
            .Select(row => (string)row[0])
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !name.Contains("_search", StringComparison.Ordinal)),
    ];

    public static long Count(DbConnection connection, string table) =>
        Convert.ToInt64(Read(connection, $"SELECT COUNT(*) FROM {table}")[0][0], System.Globalization.CultureInfo.InvariantCulture);

    public static List<object[]> Read(DbConnection connection, string sql)
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
    public static DbCommand PrepareInsert(DbConnection connection, string table, object[] like)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", Enumerable.Range(0, like.Length).Select(i => "@p" + i))})";
        for (var i = 0; i < like.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i;
            parameter.Value = like[i];
            command.Parameters.Add(parameter);
        }

        command.Prepare();
        return command;
    }

    public static void Insert(DbCommand insert, object[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            insert.Parameters[i].Value = row[i];
        }

        insert.ExecuteNonQuery();
    }
}

using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using MySqlConnector;

namespace GigGatek.Tests.Performance;

/// <summary>Some tables of a shop without their rows, with all their keys and indexes, in a database of their own.</summary>
internal sealed class EmptyCopy : IDisposable
{
    private readonly string _connectionString;
    private readonly string? _database;

    public EmptyCopy(PreparedShop shop, IEnumerable<string> tables)
    {
        using var source = shop.Database.Open();
        if (source is SqliteConnection)
        {
            _connectionString = $"Data Source={Path.Combine(shop.Folder, Path.GetRandomFileName())};Pooling=False";
            using var target = Open();
            foreach (var definition in tables.SelectMany(table => Definitions(source, table)))
            {
                Sql.Execute(target, definition);
            }

            return;
        }

        _database = string.Create(CultureInfo.InvariantCulture, $"{source.Database}_bare");
        _connectionString = new MySqlConnectionStringBuilder(TestDatabase.Server) { Database = _database, Pooling = false }.ConnectionString;
        Sql.Execute(source, $"CREATE DATABASE {_database}");
        foreach (var table in tables)
        {
            Sql.Execute(source, $"CREATE TABLE {_database}.{table} LIKE {table}");
        }
    }

    public DbConnection Open()
    {
        DbConnection connection = _database is null ? new SqliteConnection(_connectionString) : new MySqlConnection(_connectionString);
        connection.Open();
        return Sql.Durable(connection);
    }

    public void Dispose()
    {
        if (_database is not null)
        {
            using var connection = Open();
            Sql.Execute(connection, $"DROP DATABASE {_database}");
        }
    }

    private static IEnumerable<string> Definitions(DbConnection source, string table) =>
        Sql.Read(source, $"SELECT sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL ORDER BY type = 'trigger', type DESC").Select(row => (string)row[0]);
}

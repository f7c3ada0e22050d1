using System.Data.Common;
using System.Globalization;
using MySqlConnector;

namespace GigGatek.Operations.MigrationLint.Facts;

/// <summary>All tables of a database but those that belong to the migrations themselves.</summary>
internal sealed class SchemaShape
{
    private readonly Dictionary<string, TableShape> _tables;

    private SchemaShape(IEnumerable<TableShape> tables) => _tables = tables.ToDictionary(table => table.Name);

    public IEnumerable<string> Names => _tables.Keys;

    public TableShape? Find(string table) => _tables.GetValueOrDefault(table);

    /// <summary>Without other tables than these.</summary>
    public SchemaShape Only(IReadOnlySet<string> tables) => new(_tables.Values.Where(table => tables.Contains(table.Name)));

    /// <summary>Asks the server.</summary>
    public static async Task<SchemaShape> ReadAsync(MySqlConnection connection, bool isMariaDb, CancellationToken ct)
    {
        var storages = isMariaDb ? "innodb_sys_tables" : "innodb_tables";
        var tables = await ListAsync(connection, $"""
            SELECT t.table_name, t.engine, COALESCE((SELECT i.table_id FROM information_schema.{storages} i WHERE i.name = CONCAT(DATABASE(), '/', t.table_name)), 0)
            FROM information_schema.tables t WHERE t.table_schema = DATABASE() AND t.table_type = 'BASE TABLE' AND t.table_name NOT LIKE 'schema\_%'
            """, row => (Table: row.GetString(0), Engine: row.GetString(1), Storage: Convert.ToInt64(row.GetValue(2), CultureInfo.InvariantCulture)), ct);
        var columns = (await ListAsync(connection, """
            SELECT table_name, column_name, ordinal_position, column_type, is_nullable, column_default IS NOT NULL, extra, COALESCE(collation_name, '')
            FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY ordinal_position
            """, row => (Table: row.GetString(0), Shape: new ColumnShape(
                row.GetString(1), Convert.ToInt32(row.GetValue(2), CultureInfo.InvariantCulture), row.GetString(3), row.GetString(4) == "YES",
                Convert.ToInt64(row.GetValue(5), CultureInfo.InvariantCulture) == 1, row.GetString(6).ToLowerInvariant(), row.GetString(7))), ct)).ToLookup(row => row.Table, row => row.Shape);
        var indexes = (await ListAsync(connection, """
            SELECT table_name, index_name, MIN(non_unique), GROUP_CONCAT(COALESCE(column_name, '(expression)') ORDER BY seq_in_index)
            FROM information_schema.statistics WHERE table_schema = DATABASE() GROUP BY table_name, index_name ORDER BY index_name
            """, row => (Table: row.GetString(0), Shape: new IndexShape(
                row.GetString(1), Convert.ToInt64(row.GetValue(2), CultureInfo.InvariantCulture) == 0, row.GetString(3))), ct)).ToLookup(row => row.Table, row => row.Shape);
        var keys = await NamesAsync(connection, "SELECT table_name, constraint_name FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE() ORDER BY 2", ct);
        var checks = await NamesAsync(connection, isMariaDb
            ? "SELECT table_name, constraint_name FROM information_schema.check_constraints WHERE constraint_schema = DATABASE() ORDER BY 2"
            : "SELECT table_name, constraint_name FROM information_schema.table_constraints WHERE constraint_schema = DATABASE() AND constraint_type = 'CHECK' ORDER BY 2", ct);
        return new SchemaShape(tables.Select(table => new TableShape(
            table.Table, table.Engine, table.Storage, [.. columns[table.Table]], [.. indexes[table.Table]], [.. keys[table.Table]], [.. checks[table.Table]])));
    }

    private static async Task<ILookup<string, string>> NamesAsync(MySqlConnection connection, string sql, CancellationToken ct) =>
        (await ListAsync(connection, sql, row => (Table: row.GetString(0), Name: row.GetString(1)), ct)).ToLookup(row => row.Table, row => row.Name);

    private static async Task<List<T>> ListAsync<T>(MySqlConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken ct)
    {
        await using var command = new MySqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}

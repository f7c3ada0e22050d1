using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using MySqlConnector;

namespace GigGatek.Operations.MigrationLint.Facts;

/// <summary>Runs statements of migrations at one server and learns what it says to them.</summary>
internal sealed partial class Asking(MySqlConnection connection, bool isMariaDb)
{
    private const string Clone = "lint_clone";
    private const MySqlErrorCode NotAllowed = (MySqlErrorCode)1227;

    public Task<SchemaShape> ReadSchemaAsync(CancellationToken ct) => SchemaShape.ReadAsync(connection, isMariaDb, ct);

    public Task FillAsync(SchemaShape schema, IEnumerable<string> tables, CancellationToken ct) => SyntheticRows.FillAsync(connection, schema, tables, ct);

    public Task RunAsync(string sql, CancellationToken ct) => connection.RunAsync(sql, ct);

    /// <summary>Of rows, not of the schema.</summary>
    public static bool IsOfRows(string sql) => ChangesRows().IsMatch(sql);

    /// <summary>Filled tables that a statement goes through to change their rows: what the server would do to find them.</summary>
    public async Task<IReadOnlyList<string>> ListWalkedAsync(string sql, IReadOnlySet<string> known, CancellationToken ct)
    {
        if (!IsOfRows(sql))
        {
            return [];
        }

        await using var command = new MySqlCommand((isMariaDb ? "EXPLAIN " : "EXPLAIN FORMAT=TRADITIONAL ") + sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var walked = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            if (Text(reader, "table") is { } table && known.Contains(table)
                && Text(reader, "select_type") is not ("INSERT" or "REPLACE") && !FindsOneRow(reader))
            {
                walked.Add(table);
            }
        }

        return [.. walked.Distinct()];
    }

    /// <summary>Runs it. Rows that refuse it are a fact, and then it runs without them. Answers the schema before it too.</summary>
    /// <exception cref="OperationRefusedException">It fails on empty tables too.</exception>
    public async Task<(StatementFacts Facts, SchemaShape Before)> LearnAsync(string sql, IReadOnlySet<string> known, CancellationToken ct)
    {
        var before = await ReadSchemaAsync(ct);
        try
        {
            return (await OnceAsync(sql, ct), before);
        }
        catch (MySqlException refusal)
        {
            await SyntheticRows.EmptyAsync(connection, known, ct);
            before = await ReadSchemaAsync(ct);    // an emptied table lies elsewhere
            try
            {
                return (await OnceAsync(sql, ct) with { RefusedByRows = refusal.Message }, before);
            }
            catch (MySqlException failure)
            {
                throw new OperationRefusedException($"{failure.Message} in: {sql}");
            }
        }
    }

    /// <summary>Whether a column that was put in the middle or at the front would have been added at once at the end.</summary>
    public async Task<bool> IsPlacementCostlyAsync(StatementFacts facts, SchemaShape before, SchemaShape after, CancellationToken ct)
    {
        foreach (var table in before.Names.Select(before.Find).OfType<TableShape>())
        {
            var added = after.Find(table.Name)?.Columns.Where(column => table.Find(column.Name) is null && column.Position <= table.Columns.Count).ToList() ?? [];
            if (added.Count > 0 && (facts.IsInstant ? await IsRefusedWhenToldToAppendAsync(table.Name, added, ct) : await WouldBeInstantAtTheEndAsync(table.Name, added, ct)))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<StatementFacts> OnceAsync(string sql, CancellationToken ct)
    {
        if (Ladder.Takes(sql))
        {
            return await Ladder.ClimbAsync(connection, isMariaDb, sql, ct);
        }

        await connection.RunAsync(sql, ct);
        return StatementFacts.None;
    }

    private Task<bool> WouldBeInstantAtTheEndAsync(string table, IEnumerable<ColumnShape> added, CancellationToken ct) =>
        OnCloneAsync(table, added, async definitions => await AcceptsAsync(string.Join(", ", definitions.Select(definition => $"ADD COLUMN {definition}")), ct), ct);

    /// <summary>MariaDB alone can be told so; a server that may not be told is not asked.</summary>
    private async Task<bool> IsRefusedWhenToldToAppendAsync(string table, IReadOnlyList<ColumnShape> added, CancellationToken ct)
    {
        if (!isMariaDb)
        {
            return false;
        }

        try
        {
            await connection.RunAsync("SET GLOBAL innodb_instant_alter_column_allowed = 'add_last'", ct);
        }
        catch (MySqlException refusal) when (refusal.ErrorCode == NotAllowed)
        {
            return false;
        }

        try
        {
            return await OnCloneAsync(
                table, added, async definitions => !await AcceptsAsync(string.Join(", ", definitions.Select(definition => $"ADD COLUMN {definition} FIRST")), ct), ct);
        }
        finally
        {
            await connection.RunAsync("SET GLOBAL innodb_instant_alter_column_allowed = DEFAULT", CancellationToken.None);
        }
    }

    /// <summary>On a table as the changed one was, without its rows.</summary>
    private async Task<bool> OnCloneAsync(string table, IEnumerable<ColumnShape> added, Func<IReadOnlyList<string>, Task<bool>> ask, CancellationToken ct)
    {
        var definitions = await ListDefinitionsAsync(table, added, ct);
        await connection.RunAsync($"CREATE TABLE `{Clone}` LIKE `{table}`", ct);
        try
        {
            await connection.RunAsync($"ALTER TABLE `{Clone}` {string.Join(", ", added.Select(column => $"DROP COLUMN `{column.Name}`"))}, ALGORITHM=COPY", ct);
            return await ask(definitions);
        }
        finally
        {
            await connection.RunAsync($"DROP TABLE `{Clone}`", CancellationToken.None);
        }
    }

    /// <summary>As the server writes the columns itself.</summary>
    private async Task<IReadOnlyList<string>> ListDefinitionsAsync(string table, IEnumerable<ColumnShape> added, CancellationToken ct)
    {
        await using var command = new MySqlCommand($"SHOW CREATE TABLE `{table}`", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var lines = reader.GetString(1).Split('\n').Select(line => line.Trim().TrimEnd(',')).ToList();
        return [.. added.Select(column => lines.Single(line => line.StartsWith($"`{column.Name}` ", StringComparison.Ordinal)))];
    }

    private async Task<bool> AcceptsAsync(string change, CancellationToken ct)
    {
        try
        {
            await connection.RunAsync($"ALTER TABLE `{Clone}` {change}, ALGORITHM=INSTANT", ct);
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }

    private static bool FindsOneRow(DbDataReader reader) =>
        Text(reader, "type") is "const" or "system" or "eq_ref"
        || (Text(reader, "key") == "PRIMARY" && Text(reader, "type") == "range" && Convert.ToInt64(reader["rows"], CultureInfo.InvariantCulture) == 1);

    private static string? Text(DbDataReader reader, string column) => reader[column] is string text ? text : null;

    [GeneratedRegex(@"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ChangesRows();
}

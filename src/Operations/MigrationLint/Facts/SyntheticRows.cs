using System.Globalization;
using System.Text.RegularExpressions;
using MySqlConnector;

namespace GigGatek.Operations.MigrationLint.Facts;

/// <summary>
/// A few rows for a table that a release has filled: as wide as its columns allow, the same in every column that no unique
/// key is on, and one with NULL wherever it may be. So a server refuses by them what real rows could refuse.
/// </summary>
internal static partial class SyntheticRows
{
    private const MySqlErrorCode CheckFailed = (MySqlErrorCode)3819;
    private const MySqlErrorCode MariaDbCheckFailed = (MySqlErrorCode)4025;
    private const int Rows = 3;
    private const int Widest = 1000;

    /// <summary>Fills those of the tables that are empty.</summary>
    public static async Task FillAsync(MySqlConnection connection, SchemaShape schema, IEnumerable<string> tables, CancellationToken ct)
    {
        await connection.RunAsync("SET SESSION foreign_key_checks = 0", ct);
        foreach (var table in tables.Select(schema.Find).OfType<TableShape>())
        {
            if (await connection.CountAsync($"SELECT COUNT(*) FROM (SELECT 1 FROM `{table.Name}` LIMIT 1) AS some", ct) == 0)
            {
                await FillAsync(connection, table, ct);
            }
        }

        await connection.RunAsync("SET SESSION foreign_key_checks = 1", ct);
    }

    /// <summary>Empties tables whose rows were in the way.</summary>
    public static async Task EmptyAsync(MySqlConnection connection, IEnumerable<string> tables, CancellationToken ct)
    {
        await connection.RunAsync("SET SESSION foreign_key_checks = 0", ct);
        foreach (var table in tables)
        {
            await connection.RunAsync($"TRUNCATE TABLE `{table}`", ct);
        }

        await connection.RunAsync("SET SESSION foreign_key_checks = 1", ct);
    }

    private static async Task FillAsync(MySqlConnection connection, TableShape table, CancellationToken ct)
    {
        var columns = table.Columns.Where(column => !column.IsGenerated && !column.IsAutoIncrement).ToList();
        var unique = table.Indexes.Where(index => index.IsUnique).SelectMany(index => index.Columns.Split(',')).ToHashSet();
        for (var row = 0; row < Rows; row++)
        {
            var values = columns.Select(column => row == 0 && column.IsNullable ? "NULL" : ValueOf(column.Type, unique.Contains(column.Name) ? row : 0));
            try
            {
                await connection.RunAsync($"INSERT INTO `{table.Name}` ({string.Join(", ", columns.Select(column => $"`{column.Name}`"))}) VALUES ({string.Join(", ", values)})", ct);
            }
            catch (MySqlException refusal) when (table.Checks.Count > 0 && refusal.ErrorCode is CheckFailed or MariaDbCheckFailed)
            {
                return;    // judged without rows; whoever added the check was told (GM011)
            }
            catch (MySqlException failure)
            {
                throw new OperationRefusedException($"The table {table.Name} could not be filled with rows to judge migrations by: {failure.Message}");
            }
        }
    }

    private static string ValueOf(string type, int row)
    {
        var match = Parts().Match(type);
        var width = match.Groups[2].Success ? int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return match.Groups[1].Value switch
        {
            "bigint" => (long.MaxValue - row).ToString(CultureInfo.InvariantCulture),
            "int" => (int.MaxValue - row).ToString(CultureInfo.InvariantCulture),
            "mediumint" => (8_388_607 - row).ToString(CultureInfo.InvariantCulture),
            "smallint" => (short.MaxValue - row).ToString(CultureInfo.InvariantCulture),
            "tinyint" => (sbyte.MaxValue - row).ToString(CultureInfo.InvariantCulture),
            "varchar" or "char" or "varbinary" or "binary" => Word(Math.Min(width, Widest), row),
            "json" => "'{}'",
            "date" or "datetime" or "timestamp" => $"'2026-01-0{row + 1}'",
            "time" => $"'00:00:0{row}'",
            "enum" or "set" => "1",
            var other when other.Contains("text", StringComparison.Ordinal) || other.Contains("blob", StringComparison.Ordinal) => Word(200, row),
            _ => row.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Word(int width, int row) => $"'{new string((char)('x' - row), Math.Max(1, width))}'";

    [GeneratedRegex(@"^(\w+)(?:\((\d+))?")]
    private static partial Regex Parts();
}

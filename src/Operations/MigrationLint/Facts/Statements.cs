using System.Globalization;
using MySqlConnector;

namespace GigGatek.Operations.MigrationLint.Facts;

/// <summary>Statements of one line.</summary>
internal static class Statements
{
    /// <summary>Answers how many rows changed.</summary>
    public static async Task<int> RunAsync(this MySqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new MySqlCommand(sql, connection) { CommandTimeout = 300 };
        return await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<long> CountAsync(this MySqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new MySqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }
}

using System.Globalization;
using GigGatek.Platform.Migrations;
using MySqlConnector;

namespace GigGatek.Platform.Data;

/// <summary>
/// What every session is set to, whatever the server's own settings are, once when its connection is made. The answer is
/// read back: a proxy that swallows the settings would let numbers be cut and times be shifted without a word.
/// </summary>
internal static class MySqlSession
{
    /// <summary>Strict: what does not fit is an error. No mode that changes what quotes, bars and backslashes mean.</summary>
    private const string Modes = "STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    public static async Task PrepareAsync(MySqlConnection connection, bool readOnly, int lockWaitSeconds, CancellationToken ct)
    {
        var server = MySqlServer.Parse(connection.ServerVersion);
        await using var command = connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SET NAMES utf8mb4 COLLATE {server.Collation};
            SET SESSION sql_mode = '{Modes}', SESSION time_zone = '+00:00', SESSION innodb_lock_wait_timeout = {lockWaitSeconds}, SESSION autocommit = {(readOnly ? 1 : 0)};
            SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, {(readOnly ? "READ ONLY" : "READ WRITE")};
            SELECT @@SESSION.sql_mode, @@SESSION.time_zone, @@SESSION.autocommit
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        Check(server, reader.GetString(0), reader.GetString(1));
        CheckTransactions(server, readOnly, commitsEach: reader.GetInt64(2) == 1);
    }

    /// <summary>Whoever writes relies on it that nothing is committed before he says so: see <see cref="ImplicitTransaction"/>.</summary>
    internal static void CheckTransactions(MySqlServer server, bool readOnly, bool commitsEach)
    {
        if (commitsEach && !readOnly)
        {
            throw new SchemaRefusedException(
                $"The {server.Name} server commits each statement by itself, although autocommit was set to 0 for this session. Let SET SESSION autocommit through, in the server and in any proxy before it.");
        }
    }

    internal static void Check(MySqlServer server, string modes, string timeZone)
    {
        var set = modes.Split(',').ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!set.SetEquals(Modes.Split(',')))
        {
            throw new SchemaRefusedException(
                $"The {server.Name} server does not keep the strict SQL mode that was set for this session (it says '{modes}'). Let SET SESSION sql_mode through, in the server and in any proxy before it.");
        }

        if (timeZone != "+00:00")
        {
            throw new SchemaRefusedException(
                $"The {server.Name} server does not keep the time zone that was set for this session (it says '{timeZone}'). Let SET SESSION time_zone through, in the server and in any proxy before it.");
        }
    }
}

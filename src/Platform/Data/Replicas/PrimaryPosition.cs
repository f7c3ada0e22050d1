using System.Data.Common;
using MySqlConnector;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>
/// How far the primary is, after a commit or at any time. MySqlConnector shows no session state that the server could send
/// along, so it is one short question more; it asks for no table and is not counted among a route's statements. It asks for the
/// server's position, not the session's last one: behind a proxy the session may be another by now.
/// </summary>
internal static class PrimaryPosition
{
    /// <summary>This connection has committed; null: it died in the commit.</summary>
    public static async ValueTask NoteAsync(ReadScope scope, string database, DbConnection? connection) =>
        scope.NoteCommit(database, connection is MySqlConnection session ? await AskAsync(session) : null);

    /// <summary>Null where it cannot be known.</summary>
    public static async Task<GtidSet?> AskAsync(MySqlConnection session)
    {
        try
        {
            var isMariaDb = MySqlServer.Parse(session.ServerVersion).IsMariaDb;
            await using var command = session.CreateCommand();
            command.CommandText = isMariaDb ? "SELECT @@GLOBAL.gtid_current_pos" : "SELECT @@GLOBAL.gtid_executed";
            return await command.ExecuteScalarAsync(CancellationToken.None) is string { Length: > 0 } position ? GtidSet.TryParse(position) : null;
        }
        catch (Exception failure) when (MySqlFaults.IsConnectionLost(failure))
        {
            return null;    // what was committed stays so; where it stands is not known
        }
    }
}

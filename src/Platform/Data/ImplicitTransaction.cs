using System.Data;
using LinqToDB.Data;

namespace GigGatek.Platform.Data;

/// <summary>
/// The transaction of a session that has <c>autocommit = 0</c>: its first statement begins it, which spares every unit of work a round
/// trip. It ends here, or the next unit of work to get the connection would go on with it.
/// </summary>
internal sealed class ImplicitTransaction(DataConnection session) : IWriteTransaction
{
    private bool _isCommitted;

    public async Task CommitAsync()
    {
        await SendAsync("COMMIT");
        _isCommitted = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isCommitted || session.TryGetDbConnection() is not { State: ConnectionState.Open })
        {
            return;
        }

        try
        {
            await SendAsync("ROLLBACK");
        }
        catch (Exception failure) when (MySqlFaults.IsConnectionLost(failure))
        {
            // the server undoes what a connection leaves behind
        }
    }

    private async Task SendAsync(string statement)
    {
        await using var command = session.TryGetDbConnection()!.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}

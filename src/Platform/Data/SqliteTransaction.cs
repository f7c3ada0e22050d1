using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GigGatek.Platform.Data;

/// <summary>
/// A transaction that is begun and ended by its statements. The query builder and the driver would make objects of it, look for the way to
/// begin it by reflection each time, and ask the engine for settings that no session here changes.
/// </summary>
internal sealed class SqliteTransaction(SqliteConnection connection) : IWriteTransaction
{
    /// <summary>The log is synchronised by <see cref="SqliteDialect.MakeDurableAsync"/>, once for all who wait, and by SQLite before a checkpoint.</summary>
    private const string Begin = "PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE";

    private bool _isCommitted;

    public static async Task<SqliteTransaction> BeginAsync(DataConnection session, CancellationToken ct)
    {
        var transaction = new SqliteTransaction((SqliteConnection)await session.OpenDbConnectionAsync(ct));
        transaction.Send(Begin);
        return transaction;
    }

    public Task CommitAsync()
    {
        Send("COMMIT");
        _isCommitted = true;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        var isOpen = !_isCommitted && connection.Handle is { } handle && raw.sqlite3_get_autocommit(handle) == 0;    // a full disk has undone it already
        if (isOpen)
        {
            Send("ROLLBACK");
        }

        return ValueTask.CompletedTask;
    }

    private void Send(string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}

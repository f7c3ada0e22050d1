using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using LinqToDB.Common;
using LinqToDB.Interceptors;
using MySqlConnector;

namespace GigGatek.Platform.Data;

/// <summary>
/// Has a server prepare the statements that come again and again, once for each connection: from then on it is sent their number and
/// values, and parses nothing. The connector finds them by their text as long as the connection lives.
/// </summary>
internal sealed class PreparedStatements : CommandInterceptor
{
    private const MySqlErrorCode TooManyPrepared = (MySqlErrorCode)1461;
    private const int UsesBefore = 3;
    private const int Prepared = int.MaxValue;

    /// <summary>A server keeps 16,382 for all its connections unless told otherwise; a process has 48 of these.</summary>
    private const int Most = 150;

    /// <summary>So many texts are counted, then no more: those of long lists hardly ever come again.</summary>
    private const int MostCounted = 2000;

    private readonly ConcurrentDictionary<string, int> _uses = new(StringComparer.Ordinal);
    private int _counted;
    private int _prepared;
    private volatile bool _isRefused;

    public override async Task<Option<DbDataReader>> ExecuteReaderAsync(
        CommandEventData eventData, DbCommand command, CommandBehavior commandBehavior, Option<DbDataReader> result, CancellationToken cancellationToken)
    {
        await PrepareAsync(eventData, command, cancellationToken);
        return result;
    }

    public override async Task<Option<int>> ExecuteNonQueryAsync(CommandEventData eventData, DbCommand command, Option<int> result, CancellationToken cancellationToken)
    {
        await PrepareAsync(eventData, command, cancellationToken);
        return result;
    }

    public override async Task<Option<object?>> ExecuteScalarAsync(CommandEventData eventData, DbCommand command, Option<object?> result, CancellationToken cancellationToken)
    {
        await PrepareAsync(eventData, command, cancellationToken);
        return result;
    }

    /// <summary>What comes again on a connection that had died in the pool is prepared on the next, where the session may ask again.</summary>
    private async ValueTask PrepareAsync(CommandEventData eventData, DbCommand command, CancellationToken ct)
    {
        if (_isRefused || !ComesAgain(command.CommandText))
        {
            return;
        }

        try
        {
            await (eventData.DataConnection.RetryPolicy?.ExecuteAsync(command.PrepareAsync, ct) ?? command.PrepareAsync(ct));
        }
        catch (MySqlException failure) when (failure.ErrorCode == TooManyPrepared)
        {
            _isRefused = true;    // as before: each is sent as text
        }
    }

    private bool ComesAgain(string text)
    {
        if (!_uses.TryGetValue(text, out var uses))
        {
            if (Volatile.Read(ref _counted) < MostCounted && _uses.TryAdd(text, 1))
            {
                Interlocked.Increment(ref _counted);
            }

            return false;
        }

        if (uses < UsesBefore)
        {
            _uses[text] = uses + 1;
            return false;
        }

        if (uses == UsesBefore && Volatile.Read(ref _prepared) < Most && _uses.TryUpdate(text, Prepared, uses))
        {
            Interlocked.Increment(ref _prepared);
            return true;
        }

        return uses == Prepared;
    }
}

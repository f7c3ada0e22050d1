using Microsoft.Extensions.Logging;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>Which of a database's hosts takes the writes, and who waits while none does. With one host there is no question.</summary>
internal sealed partial class PrimarySeat
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly string _database;
    private readonly IReadOnlyList<MySqlNode> _hosts;
    private readonly ReplicaMetrics? _metrics;
    private readonly ILogger _log;
    private readonly HashSet<MySqlNode> _deposed = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource<MySqlNode> _found = NewSignal();
    private GtidSet _last = GtidSet.Empty;
    private volatile MySqlNode _holder;
    private volatile bool _isTaken;

    public PrimarySeat(string database, IReadOnlyList<MySqlNode> hosts, DatabaseWatching watching)
    {
        (_database, _hosts, _metrics, _log) = (database, hosts, watching.Metrics, watching.Log);
        _holder = hosts[0];
        _isTaken = hosts.Count == 1;
    }

    /// <summary>The one that takes writes, or has last.</summary>
    public MySqlNode Holder => _holder;

    /// <summary>False while none of several takes writes.</summary>
    public bool IsTaken => _isTaken;

    /// <exception cref="NoPrimaryException">None has begun to take writes within the time that one may wait.</exception>
    public async Task<MySqlNode> WaitAsync(CancellationToken ct)
    {
        Task<MySqlNode> found;
        lock (_lock)
        {
            found = _isTaken ? Task.FromResult(_holder) : _found.Task;
        }

        try
        {
            return await found.WaitAsync(Patience, ct);
        }
        catch (TimeoutException)
        {
            throw new NoPrimaryException(_database);
        }
    }

    /// <summary>One of the hosts was looked at.</summary>
    public void Look()
    {
        lock (_lock)
        {
            if (_hosts.Count > 1)
            {
                Elect();
            }

            if (_holder.Look.IsReachable)
            {
                _last = _holder.Look.Position;
            }
        }
    }

    private static TaskCompletionSource<MySqlNode> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Elect()
    {
        var chosen = Election.Choose([.. _hosts.Select(host => (host, host.Look))], _holder, _deposed, _last);
        if (chosen is null)
        {
            Leave();
        }
        else if (chosen != _holder || !_isTaken)
        {
            Succeed(chosen);
        }
    }

    private void Leave()
    {
        if (_isTaken)
        {
            _isTaken = false;
            _found = NewSignal();
            LogNoPrimary(_database, string.Join(", ", _hosts.Select(host => host.Address)));
        }
    }

    private void Succeed(MySqlNode chosen)
    {
        if (chosen != _holder && !_last.IsEmpty)
        {
            _metrics?.CountFailover(_database);
            if (!chosen.Look.Position.Contains(_last))
            {
                LogIncomplete(_database, chosen.Address, _holder.Address);
            }

            _deposed.Add(_holder);
        }

        _deposed.Remove(chosen);
        _holder = chosen;
        _isTaken = true;
        LogPrimary(_database, chosen.Address);
        _found.TrySetResult(chosen);
    }

    [LoggerMessage(LogLevel.Warning, "Database {Database}: {Address} takes the writes")]
    private partial void LogPrimary(string database, string address);

    [LoggerMessage(LogLevel.Error, "Database {Database}: none of {Addresses} takes writes")]
    private partial void LogNoPrimary(string database, string addresses);

    [LoggerMessage(LogLevel.Error, "Database {Database}: {Address} has not all that {Before} was seen to have; what is missing is lost unless it is brought over by hand")]
    private partial void LogIncomplete(string database, string address, string before);
}

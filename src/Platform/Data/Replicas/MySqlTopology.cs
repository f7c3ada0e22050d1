using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>
/// The servers of one database: those that may take its writes, and those that it is read from. Where there is just one, this
/// costs nothing. Else all of them are looked at, five times a second.
/// </summary>
internal sealed partial class MySqlTopology : IDisposable
{
    private readonly ILogger _log;
    private readonly List<MySqlNode> _hosts;
    private readonly List<(MySqlNode Node, ReplicaHealth Health)> _replicas;
    private readonly PrimarySeat _seat;
    private readonly PrimaryTrail _trail;
    private readonly Lock _lock = new();
    private TopologyWatch? _watch;
    private volatile Pin _floor = Pin.None;
    private int _turn;

    /// <param name="name">What settings call it: <c>shared</c>, or the module's name.</param>
    /// <param name="hosts">Those that may be the primary; one at least.</param>
    public MySqlTopology(string name, IReadOnlyList<MySqlConnectionStringBuilder> hosts, IReadOnlyList<MySqlConnectionStringBuilder> replicas, DatabaseWatching watching)
    {
        (Name, _log, _trail) = (name, watching.Log, new PrimaryTrail(watching.Clock));
        _hosts = [.. hosts.Select(host => new MySqlNode(host, watching.LockWaitSeconds))];
        _replicas = [.. replicas.Select(replica => (Find(replica) ?? new MySqlNode(replica, watching.LockWaitSeconds), new ReplicaHealth(watching.LagAtMost)))];
        _seat = new PrimarySeat(name, _hosts, watching);
        watching.Metrics?.Observe(this);
    }

    public string Name { get; }

    public bool HasReplicas => _replicas.Count > 0;

    public bool IsWatched => HasReplicas || _hosts.Count > 1;

    /// <summary>All of them, each once.</summary>
    public IEnumerable<MySqlNode> Nodes => _hosts.Concat(_replicas.Select(replica => replica.Node)).Distinct();

    public IReadOnlyList<(MySqlNode Node, ReplicaHealth Health)> Replicas => _replicas;

    /// <summary>The one that takes writes, or has last.</summary>
    public MySqlNode Primary
    {
        get
        {
            Watch();
            return _seat.Holder;
        }
    }

    /// <summary>Some of several answer, but none takes writes.</summary>
    public bool IsWithoutPrimary
    {
        get
        {
            Watch();
            return !_seat.IsTaken && _hosts.Exists(host => host.Look.IsReachable);
        }
    }

    /// <summary>As often as there may be dead connections in a pool, and one time more.</summary>
    public int MostTries => _seat.Holder.MostConnections + 1;

    /// <summary>Waits until one takes writes, if none does.</summary>
    /// <exception cref="NoPrimaryException">None has begun to within the time that one may wait.</exception>
    public ValueTask<MySqlNode> FindPrimaryAsync(CancellationToken ct)
    {
        Watch();
        return _seat.IsTaken ? ValueTask.FromResult(_seat.Holder) : new ValueTask<MySqlNode>(_seat.WaitAsync(ct));
    }

    /// <summary>The replica that this flow may read from; null: read from the primary.</summary>
    public MySqlNode? FindReplica(ReadScope scope)
    {
        Watch();
        var pin = scope.PinOf(Name).And(_floor);
        if (scope.ChoiceOf(Name) is { } chosen)
        {
            return _replicas.Exists(replica => replica.Node == chosen && IsFit(replica, pin)) ? chosen : null;
        }

        var start = (uint)Interlocked.Increment(ref _turn);
        for (var i = 0; i < _replicas.Count; i++)
        {
            var replica = _replicas[(int)((start + (uint)i) % (uint)_replicas.Count)];
            if (IsFit(replica, pin))
            {
                scope.Choose(Name, replica.Node);
                return replica.Node;
            }
        }

        scope.Choose(Name, _seat.Holder);
        return null;
    }

    /// <summary>A server can be given up when another may do its work.</summary>
    public bool CanDoWithout(MySqlNode node) => node != _seat.Holder || _hosts.Count > 1;

    /// <summary>No read of this process shows less than this from now on. What nobody knows cannot be waited for.</summary>
    public void RaiseFloor(GtidSet? position)
    {
        lock (_lock)
        {
            _floor = position is null ? _floor : _floor.And(new Pin(position));
        }
    }

    /// <summary>Takes what a server said.</summary>
    public void Take(MySqlNode node, NodeLook look)
    {
        lock (_lock)
        {
            node.Look = look;
            if (look.IsReachable)
            {
                node.GoUp();
            }
            else if (CanDoWithout(node))
            {
                node.GoDown();
            }

            _seat.Look();
            if (node == _seat.Holder && look.IsReachable)
            {
                _trail.Add(look.Position);
            }

            foreach (var replica in _replicas.Where(replica => replica.Node == node))
            {
                Judge(node, replica.Health);
            }
        }
    }

    public void Dispose()
    {
        _watch?.Dispose();
        foreach (var node in Nodes)
        {
            node.Dispose();
        }
    }

    private static bool IsFit((MySqlNode Node, ReplicaHealth Health) replica, Pin pin) =>
        replica.Health.State == ReplicaState.InRotation && pin.IsMetBy(replica.Node.Look.Position);

    private MySqlNode? Find(MySqlConnectionStringBuilder replica) => _hosts.Find(host => host.Address == $"{replica.Server}:{replica.Port}");

    /// <summary>Begins to watch when it is first needed, and then knows all of them.</summary>
    private void Watch()
    {
        if (!IsWatched || _watch is not null)
        {
            return;
        }

        var watch = new TopologyWatch(this);
        if (Interlocked.CompareExchange(ref _watch, watch, null) is null)
        {
            watch.Start();
        }

        _watch!.FirstLooks.GetAwaiter().GetResult();
    }

    private void Judge(MySqlNode node, ReplicaHealth health)
    {
        var before = health.State;
        health.Take(node.Look, node.Look.IsReachable ? _trail.LagOf(node.Look.Position) : TimeSpan.Zero);
        if (health.State != before)
        {
            var level = health.State is ReplicaState.InRotation or ReplicaState.Primary ? LogLevel.Information : LogLevel.Warning;
            LogReplica(level, Name, node.Address, before, health.State, (long)health.Lag.TotalMilliseconds, node.Look.Problem ?? "answers");
        }
    }

    [LoggerMessage("Database {Database}: the replica {Address} was {Before} and is {State}, {Lag} ms behind ({Words})")]
    private partial void LogReplica(LogLevel level, string database, string address, ReplicaState before, ReplicaState state, long lag, string words);
}

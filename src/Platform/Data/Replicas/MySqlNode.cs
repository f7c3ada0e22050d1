using MySqlConnector;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>
/// One server of a database, with a pool of connections that write and one of those that only read: whoever reads can then
/// never keep from writing who waits for him.
/// </summary>
internal sealed class MySqlNode : IDisposable
{
    private readonly string _connectionString;
    private readonly int _lockWaitSeconds;
    private readonly Lock _lock = new();
    private MySqlDataSource? _reads;
    private MySqlDataSource? _writes;
    private TaskCompletionSource _down = NewSignal();

    public MySqlNode(MySqlConnectionStringBuilder parts, int lockWaitSeconds)
    {
        _connectionString = parts.ConnectionString;
        _lockWaitSeconds = lockWaitSeconds;
        Address = $"{parts.Server}:{parts.Port}";
        MostConnections = (int)parts.MaximumPoolSize;
    }

    public string Address { get; }

    public int MostConnections { get; }

    /// <summary>What it said last.</summary>
    public NodeLook Look { get; set; } = NodeLook.None;

    /// <summary>Completed when it stops answering, for whoever waits for an answer.</summary>
    public Task WhenDown => _down.Task;

    public MySqlConnection CreateReader() => Create(ref _reads, readOnly: true);

    public MySqlConnection CreateWriter() => Create(ref _writes, readOnly: false);

    /// <summary>A connection of its own, for what must not share: a lock, a look at the server.</summary>
    public MySqlConnection CreateAlone(Action<MySqlConnectionStringBuilder>? configure = null)
    {
        var parts = new MySqlConnectionStringBuilder(_connectionString) { Pooling = false };
        configure?.Invoke(parts);
        return new MySqlConnection(parts.ConnectionString);
    }

    public MySqlConnection OpenAlone()
    {
        var connection = CreateAlone();
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The first session of a pool, made now: throws what keeps the shop from working here.</summary>
    public void Try()
    {
        using var connection = OpenAlone();
        MySqlSession.PrepareAsync(connection, readOnly: false, _lockWaitSeconds, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>It answers again.</summary>
    public void GoUp()
    {
        lock (_lock)
        {
            if (_down.Task.IsCompleted)
            {
                _down = NewSignal();
            }
        }
    }

    /// <summary>It does not answer: whoever waits shall not, and what is pooled is of no use to anyone.</summary>
    public void GoDown()
    {
        lock (_lock)
        {
            Dispose();
            _down.TrySetResult();
        }
    }

    public void Dispose()
    {
        _reads?.Dispose();
        _writes?.Dispose();
        (_reads, _writes) = (null, null);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MySqlConnection Create(ref MySqlDataSource? source, bool readOnly)
    {
        lock (_lock)
        {
            return (source ??= Open(readOnly)).CreateConnection();
        }
    }

    private MySqlDataSource Open(bool readOnly)
    {
        var builder = new MySqlDataSourceBuilder(_connectionString);
        builder.UseConnectionOpenedCallback((context, ct) =>
            context.Conditions.HasFlag(MySqlConnectionOpenedConditions.New)
                ? new ValueTask(MySqlSession.PrepareAsync(context.Connection, readOnly, _lockWaitSeconds, ct))
                : ValueTask.CompletedTask);
        return builder.Build();
    }
}

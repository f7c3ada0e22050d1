namespace GigGatek.Operations.Servers;

/// <summary>A server to ask: one that runs already, or one that is started for it.</summary>
public sealed class ServerSource
{
    private readonly ServerProgram? _program;
    private readonly string _connectionString = "";

    private ServerSource(ServerProgram program) => _program = program;

    private ServerSource(string connectionString) => _connectionString = connectionString;

    /// <summary>One that is started, and ended.</summary>
    public static ServerSource Installed(ServerProgram program) => new(program);

    /// <summary>One of somebody's.</summary>
    public static ServerSource Running(string connectionString) => new(connectionString);

    /// <summary>Starts it where it does not run.</summary>
    public async Task<OpenServer> OpenAsync(CancellationToken ct)
    {
        var started = _program is null ? null : await EphemeralServer.StartAsync(_program, ct);
        return new OpenServer(started?.ConnectionString ?? _connectionString, started);
    }
}

/// <summary>A server that runs.</summary>
public sealed class OpenServer(string connectionString, EphemeralServer? started) : IAsyncDisposable
{
    /// <summary>Without a database.</summary>
    public string ConnectionString { get; } = connectionString;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => started?.DisposeAsync() ?? ValueTask.CompletedTask;
}

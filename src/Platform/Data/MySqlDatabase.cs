using LinqToDB;
using LinqToDB.DataProvider;
using LinqToDB.DataProvider.MySql;
using LinqToDB.Internal.DataProvider;
using MySqlConnector;

namespace GigGatek.Platform.Data;

/// <summary>
/// One database at a server, with a pool of connections that write and one of those that only read: whoever reads can then
/// never keep from writing who waits for him.
/// </summary>
internal sealed class MySqlDatabase : IDisposable
{
    private const uint ConnectionsAtMost = 24;

    private readonly string _connectionString;
    private readonly Lazy<MySqlDataSource> _reads;
    private readonly Lazy<MySqlDataSource> _writes;
    private readonly int _lockWaitSeconds;
    private readonly int _connectionsAtMost;
    private MySqlServer? _server;

    public MySqlDatabase(string connectionString, int lockWaitSeconds)
    {
        _lockWaitSeconds = lockWaitSeconds;
        var parts = Complete(connectionString);
        _connectionString = parts.ConnectionString;
        _connectionsAtMost = (int)parts.MaximumPoolSize;
        Key = $"{parts.Database} at {parts.Server}:{parts.Port}";
        (Name, Address, User) = (parts.Database, $"{parts.Server}:{parts.Port}", parts.UserID);
        _reads = new Lazy<MySqlDataSource>(() => Open(_connectionString, readOnly: true));
        _writes = new Lazy<MySqlDataSource>(() => Open(_connectionString, readOnly: false));
    }

    /// <summary>What it is called in sentences; without any secret.</summary>
    public string Key { get; }

    public string Name { get; }

    public string Address { get; }

    public string User { get; }

    /// <summary>Asks the server the first time.</summary>
    public MySqlServer Server => _server ??= Detect();

    public DataOptions Options(bool readOnly)
    {
        var source = (readOnly ? _reads : _writes).Value;
        var options = new DataOptions()
            .UseConnectionFactory(ProviderFor(Server), _ => source.CreateConnection())
            .UseMappingSchema(PortableTypes.Schema);
        return readOnly ? options.UseFactory(session => new ReadAgain(session, _connectionsAtMost + 1)) : options;
    }

    /// <summary>A connection of its own, for what must not share: a lock, a look at the server.</summary>
    public MySqlConnection OpenAlone()
    {
        var connection = new MySqlConnection(ConnectionStringAlone());
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

    public string ConnectionStringAlone() => new MySqlConnectionStringBuilder(_connectionString) { Pooling = false }.ConnectionString;

    /// <summary>A large table takes its time.</summary>
    public string ConnectionStringForMigrations() => new MySqlConnectionStringBuilder(_connectionString) { Pooling = false, DefaultCommandTimeout = 0 }.ConnectionString;

    /// <summary>The first session of a pool, made now: throws what keeps the shop from working here.</summary>
    public void Try()
    {
        using var connection = OpenAlone();
        MySqlSession.PrepareAsync(connection, readOnly: false, _lockWaitSeconds, CancellationToken.None).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        foreach (var source in new[] { _reads, _writes }.Where(source => source.IsValueCreated))
        {
            source.Value.Dispose();
        }
    }

    /// <summary>
    /// Its reader knows a column type for instants and reads them past our mapping, which keeps them in integers; so that is
    /// taken away from it.
    /// </summary>
    private static IDataProvider ProviderFor(MySqlServer server)
    {
        var provider = MySqlTools.GetDataProvider(server.Dialect, MySqlProvider.MySqlConnector);
        var readers = ((DataProviderBase)provider).ReaderExpressions;
        foreach (var reader in readers.Keys.Where(reader => reader.ToType == typeof(DateTimeOffset)))
        {
            readers.TryRemove(reader, out _);
        }

        return provider;
    }

    private MySqlServer Detect()
    {
        using var connection = OpenAlone();
        return MySqlServer.Parse(connection.ServerVersion);
    }

    private MySqlDataSource Open(string connectionString, bool readOnly)
    {
        var builder = new MySqlDataSourceBuilder(connectionString);
        builder.UseConnectionOpenedCallback((context, ct) =>
            context.Conditions.HasFlag(MySqlConnectionOpenedConditions.New)
                ? new ValueTask(MySqlSession.PrepareAsync(context.Connection, readOnly, _lockWaitSeconds, ct))
                : ValueTask.CompletedTask);
        return builder.Build();
    }

    /// <summary>What the program relies on is not left to the setting; how many connections, and how they are secured, is.</summary>
    private static MySqlConnectionStringBuilder Complete(string connectionString)
    {
        var parts = new MySqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "giggatek",
            AutoEnlist = false,
            UseAffectedRows = false,      // a conditional update counts the rows that it found, changed or not
            TreatTinyAsBoolean = true,
            ConnectionReset = false,      // sessions are set once and nothing changes them: a reset is a round trip each time
            PersistSecurityInfo = false,
        };
        if (!parts.ContainsKey("Maximum Pool Size"))
        {
            parts.MaximumPoolSize = ConnectionsAtMost;
        }

        return parts;
    }
}

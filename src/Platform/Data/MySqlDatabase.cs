using GigGatek.Platform.Data.Replicas;
using GigGatek.Platform.Data.Texts;
using LinqToDB;
using MySqlConnector;

namespace GigGatek.Platform.Data;

/// <summary>One database, at one server or at several: a primary and its replicas.</summary>
internal sealed class MySqlDatabase : IDisposable
{
    private const uint ConnectionsAtMost = 24;
    private const uint SecondsToConnectToOneOfSeveral = 5;

    private readonly PreparedStatements _prepared = new();
    private readonly ReplicaMetrics? _metrics;
    private MySqlServer? _server;

    /// <param name="name">What settings call it: <c>shared</c>, or the module's name.</param>
    public MySqlDatabase(string name, string connectionString, IReadOnlyList<string> replicas, DatabaseWatching watching)
    {
        _metrics = watching.Metrics;
        var given = new MySqlConnectionStringBuilder(connectionString);
        var hosts = DatabaseHosts.Split(given).Select(host => Complete(host, replicas.Count > 0 || given.Server.Contains(',', StringComparison.Ordinal))).ToList();
        Topology = new MySqlTopology(name, hosts, [.. replicas.Select(replica => Complete(DatabaseHosts.Replica(hosts[0], replica), isOneOfSeveral: true))], watching);
        (Name, User) = (given.Database, given.UserID);
        Address = string.Join(", ", hosts.Select(host => $"{host.Server}:{host.Port}"));
        Key = $"{Name} at {Address}";
    }

    /// <summary>What it is called in sentences; without any secret.</summary>
    public string Key { get; }

    public string Name { get; }

    public string Address { get; }

    public string User { get; }

    public MySqlTopology Topology { get; }

    /// <summary>Asks the server the first time.</summary>
    public MySqlServer Server => _server ??= Detect();

    /// <summary>To write to the primary.</summary>
    public DataOptions Writer() => Options(_ => Topology.Primary.CreateWriter());

    /// <summary>To read from the primary; or, as far as the flow that reads allows it, from replicas.</summary>
    public DataOptions Reader(bool mayUseReplicas) => Topology.IsWatched
        ? Options(_ => new RoutedConnection(Topology, mayUseReplicas ? ReadScope.Current : null, _metrics))
        : Options(_ => Topology.Primary.CreateReader()).UseFactory(session => new ReadAgain(session, Topology.MostTries));

    /// <summary>A connection of its own, for what must not share: a lock, a look at the server.</summary>
    public MySqlConnection OpenAlone() => Topology.Primary.OpenAlone();

    /// <summary>A large table takes its time.</summary>
    public string ConnectionStringForMigrations()
    {
        using var connection = Topology.Primary.CreateAlone(parts => (parts.DefaultCommandTimeout, parts.PersistSecurityInfo) = (0, true));
        return connection.ConnectionString;
    }

    /// <summary>The first session of a pool, made now: throws what keeps the shop from working here.</summary>
    public void Try() => Topology.Primary.Try();

    public void Dispose() => Topology.Dispose();

    private DataOptions Options(Func<DataOptions, System.Data.Common.DbConnection> connect) =>
        new DataOptions().UseConnectionFactory(MySqlQueryProvider.For(Server), connect).UseMappingSchema(PortableTypes.Schema).UseCompareNulls(CompareNulls.LikeSql)
            .UseInterceptor(_prepared);

    private MySqlServer Detect()
    {
        using var connection = OpenAlone();
        return MySqlServer.Parse(connection.ServerVersion);
    }

    /// <summary>What the program relies on is not left to the setting; how many connections, and how they are secured, is.</summary>
    private static MySqlConnectionStringBuilder Complete(MySqlConnectionStringBuilder given, bool isOneOfSeveral)
    {
        var parts = new MySqlConnectionStringBuilder(given.ConnectionString)
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

        if (isOneOfSeveral && !parts.ContainsKey("Connection Timeout"))
        {
            parts.ConnectionTimeout = SecondsToConnectToOneOfSeveral;
        }

        return parts;
    }
}

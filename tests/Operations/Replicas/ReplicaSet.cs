using System.Globalization;
using GigGatek.Tests.Operations.Databases;

namespace GigGatek.Tests.Operations.Replicas;

/// <summary>A primary and two replicas, real servers with the shipped settings, and what their administrator does with them.</summary>
internal sealed class ReplicaSet : IAsyncDisposable
{
    public const string User = "giggatek";
    public const string Password = "not-so-secret";

    private const string Replicator = "replicator";

    private readonly ServerPrograms _programs;
    private readonly List<ServerFolder> _folders = [];
    private readonly List<DatabaseServer> _servers = [];
    private int _servedIds;

    private ReplicaSet(ServerPrograms programs) => _programs = programs;

    public DatabaseServer Primary { get; private set; } = null!;

    public IReadOnlyList<DatabaseServer> Servers => _servers;

    public IReadOnlyList<DatabaseServer> Replicas => [.. _servers.Where(server => server != Primary)];

    public string Addresses => string.Join(',', _servers.Select(AddressOf));

    private bool IsMariaDb => _programs.Kind == ServerKind.MariaDb;

    public static string AddressOf(DatabaseServer server) => $"127.0.0.1:{server.Port}";

    public static async Task<ReplicaSet> StartAsync(ServerPrograms programs)
    {
        var set = new ReplicaSet(programs);
        try
        {
            for (var i = 0; i < 3; i++)
            {
                await set.AddServerAsync(null);
            }

            set.Primary = set._servers[0];
            await set.Primary.ExecuteAsync(
                $"""
                {set.Writable};
                CREATE USER {Replicator}@'127.0.0.1' IDENTIFIED BY '{Password}'; GRANT REPLICATION SLAVE ON *.* TO {Replicator}@'127.0.0.1';
                CREATE USER {User}@'127.0.0.1' IDENTIFIED BY '{Password}';
                GRANT {(set.IsMariaDb ? "REPLICA MONITOR" : "REPLICATION CLIENT")} ON *.* TO {User}@'127.0.0.1';
                CREATE DATABASE {User}; GRANT ALL ON {User}.* TO {User}@'127.0.0.1'
                """);
            foreach (var replica in set.Replicas)
            {
                await set.FollowAsync(replica);
            }

            return set;
        }
        catch
        {
            await set.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes what the primary writes, this many seconds later.</summary>
    public Task FollowAsync(DatabaseServer replica, int delay = 0) => replica.ExecuteAsync(IsMariaDb
        ? $"""
          STOP REPLICA;
          CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = {Primary.Port}, MASTER_USER = '{Replicator}', MASTER_PASSWORD = '{Password}',
            MASTER_USE_GTID = slave_pos, MASTER_CONNECT_RETRY = 1, MASTER_DELAY = {delay};
          START REPLICA
          """
        : $"""
          STOP REPLICA;
          CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = {Primary.Port}, SOURCE_USER = '{Replicator}', SOURCE_PASSWORD = '{Password}',
            SOURCE_AUTO_POSITION = 1, SOURCE_CONNECT_RETRY = 1, SOURCE_DELAY = {delay}, GET_SOURCE_PUBLIC_KEY = 1;
          START REPLICA
          """);

    /// <summary>Makes the replica that has most the primary, as docs/operations/replicas.md says.</summary>
    public async Task PromoteAsync()
    {
        var candidates = new List<(DatabaseServer Server, long Has)>();
        foreach (var replica in Replicas)
        {
            await replica.ExecuteAsync("STOP REPLICA IO_THREAD");
            var received = await replica.ReadAsync("SHOW REPLICA STATUS", reader => reader.GetString(IsMariaDb ? "Gtid_IO_Pos" : "Retrieved_Gtid_Set"));
            (await replica.ReadAsync(
                IsMariaDb ? $"SELECT MASTER_GTID_WAIT('{received}', 60)" : $"SELECT WAIT_FOR_EXECUTED_GTID_SET('{received}', 60)", reader => reader.GetInt64(0))).ShouldBe(0);
            candidates.Add((replica, await CountTransactionsAsync(replica)));
        }

        Primary = candidates.MaxBy(candidate => candidate.Has).Server;
        await Primary.ExecuteAsync($"STOP REPLICA; RESET REPLICA ALL; {Writable}");
    }

    /// <summary>Semi-synchronous ones: a commit is answered when one of them has it.</summary>
    public Task<int> CountConfirmingReplicasAsync() =>
        Primary.ReadAsync("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_%_clients'", reader => int.Parse(reader.GetString(1), CultureInfo.InvariantCulture));

    /// <summary>Someone who should not: makes it writable beside the primary.</summary>
    public Task MakeWritableAsync(DatabaseServer server) => server.ExecuteAsync(Writable);

    /// <summary>A server that may have what nobody else has begins anew, as a replica.</summary>
    public async Task<DatabaseServer> RebuildAsync(DatabaseServer server)
    {
        var place = _servers.IndexOf(server);
        await server.KillAsync();
        var rebuilt = await AddServerAsync(server);
        _servers.Remove(rebuilt);
        _servers[place] = rebuilt;
        await FollowAsync(rebuilt);
        return rebuilt;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _folders.ForEach(folder => folder.Dispose());
    }

    private string Writable => IsMariaDb ? "SET GLOBAL read_only = OFF" : "SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF";

    /// <param name="place">Whose port it takes; null: one of its own.</param>
    private async Task<DatabaseServer> AddServerAsync(DatabaseServer? place)
    {
        if (_folders.Count == 0)
        {
            _folders.Add(new ServerFolder());    // never served from: it is what the others begin with
            await DatabaseServer.CreateDataAsync(_programs, _folders[0].HandOver());
        }

        var folder = new ServerFolder();
        _folders.Add(folder);
        folder.TakeOver(_folders[0]);
        var server = await DatabaseServer.StartAsync(
            _programs, folder.HandOver(), Checkout.File("deploy", "database", IsMariaDb ? "mariadb" : "mysql", "replication.cnf"), place?.Port,
            $"--server-id={++_servedIds}", "--skip-name-resolve", "--innodb-buffer-pool-size=64M", "--max-connections=300",
            "--performance-schema=OFF");
        _servers.Add(server);
        return server;
    }

    private Task<long> CountTransactionsAsync(DatabaseServer server) => IsMariaDb
        ? server.ReadAsync("SELECT @@GLOBAL.gtid_slave_pos", reader => long.Parse(reader.GetString(0).Split('-')[2], CultureInfo.InvariantCulture))
        : server.ReadAsync(
            "SELECT @@GLOBAL.gtid_executed",
            reader => reader.GetString(0).Split(',').SelectMany(source => source.Split(':').Skip(1)).Sum(stretch =>
                stretch.Split('-').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToList() is var ends ? ends[^1] - ends[0] + 1 : 0));
}

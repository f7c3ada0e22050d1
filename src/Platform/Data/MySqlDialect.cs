using System.Collections.Concurrent;
using System.Data.Common;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Generators.MySql;
using FluentMigrator.Runner.Processors.MySql;
using GigGatek.Platform.Data.Replicas;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Migrations.Backfills;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Data;

/// <summary>
/// MySQL and MariaDB: many writers, each seeing what is committed (READ COMMITTED), with races settled by conditional
/// updates, unique keys and row locks. See docs/decisions/0009.
/// </summary>
internal sealed class MySqlDialect(IOptions<DatabaseOptions> options, DatabaseWatching watching) : ISqlDialect, IDisposable
{
    private const string Shared = "shared";

    private readonly DatabaseOptions _options = options.Value;
    private readonly ConcurrentDictionary<string, MySqlDatabase> _databases = new(StringComparer.Ordinal);

    public SqlEngine Engine => SqlEngine.MySql;

    public bool SharesConnections => true;

    public int RowsPerInsert => 100;

    public bool HasReplicas => ListReplicatedDatabases().Count > 0;

    public IReadOnlyList<string> ListReplicatedDatabases() =>
        [.. _options.ModuleReplicas.Where(entry => entry.Value.Length > 0).Select(entry => entry.Key).Concat(_options.Replicas.Length > 0 ? [Shared] : [])];

    public DataOptions OptionsFor(string module, bool readOnly) => readOnly ? DatabaseOf(module).Reader(mayUseReplicas: false) : DatabaseOf(module).Writer();

    public DataOptions OptionsForReplicas(string module) => DatabaseOf(module).Reader(mayUseReplicas: true);

    /// <summary>Many may write at once; where several servers could take it, one must be known that does.</summary>
    public async ValueTask<IDisposable> EnterWriteAsync(string module, CancellationToken ct)
    {
        await DatabaseOf(module).Topology.FindPrimaryAsync(ct);
        return Nothing.Instance;
    }

    /// <summary>Sessions are set when their connection is made (<see cref="MySqlSession"/>), and those that write begin by themselves.</summary>
    public async Task<IWriteTransaction> BeginAsync(DataConnection session, CancellationToken ct)
    {
        await session.OpenDbConnectionAsync(ct);
        return new ImplicitTransaction(session);
    }

    /// <summary>The server answers a commit when it is durable, as far as it is told to (<c>innodb_flush_log_at_trx_commit</c>).</summary>
    public Task MakeDurableAsync(string module, CancellationToken ct) => Task.CompletedTask;

    public ValueTask NoteCommitAsync(string module, DbConnection? connection)
    {
        var topology = DatabaseOf(module).Topology;
        return topology.HasReplicas && ReadScope.Current is { } scope ? PrimaryPosition.NoteAsync(scope, topology.Name, connection) : ValueTask.CompletedTask;
    }

    public async Task ShowLatestAsync(CancellationToken ct)
    {
        foreach (var topology in _databases.Values.Select(database => database.Topology).Where(topology => topology.HasReplicas))
        {
            await using var connection = (await topology.FindPrimaryAsync(ct)).CreateReader();
            await connection.OpenAsync(ct);
            topology.RaiseFloor(await PrimaryPosition.AskAsync(connection));
        }
    }

    public bool IsTransient(Exception exception) => MySqlFaults.IsTransient(exception);

    public bool IsKeyTaken(Exception exception) => MySqlFaults.IsKeyTaken(exception);

    public bool IsConnectionLost(Exception exception) => MySqlFaults.IsConnectionLost(exception);

    /// <summary>
    /// The collation of tables that come, and the journal of what is done to them. Only what is missing: a server changes a
    /// database when nobody uses it, and only for a user who may.
    /// </summary>
    public IReadOnlyList<string> ListPreparations(string module)
    {
        var collation = DatabaseOf(module).Server.Collation;
        using var db = new DataConnection(OptionsFor(module, readOnly: true));
        var current = db.Execute<string>("SELECT default_collation_name FROM information_schema.schemata WHERE schema_name = DATABASE()");
        var tables = db.Query<string>("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()").ToHashSet(StringComparer.OrdinalIgnoreCase);
        (string Name, string Creation)[] needed = [(MySqlJournal.Table, MySqlJournal.Creation), (BackfillRow.Table, BackfillRow.Creation), (ContractNotes.Table, ContractNotes.Creation)];
        return
        [
            .. current == collation ? [] : new[] { $"ALTER DATABASE CHARACTER SET utf8mb4 COLLATE {collation}" },
            .. needed.Where(table => !tables.Contains(table.Name)).Select(table => table.Creation),
        ];
    }

    public void PrepareForMigrations(string module)
    {
        using var connection = DatabaseOf(module).OpenAlone();
        ListPreparations(module).RunOn(connection);
    }

    public void ConfigureMigrations(IMigrationRunnerBuilder runner, string module)
    {
        runner.AddMySql8().WithGlobalConnectionString(DatabaseOf(module).ConnectionStringForMigrations());
        runner.Services.AddScoped<IMySqlTypeMap, MySqlColumnTypes>();          // the last one counts
        runner.Services.AddScoped<MySql8Processor, MySqlMigrations>();
    }

    public string DatabaseKey(string module) => DatabaseOf(module).Key;

    /// <summary>The server frees the lock when the connection ends, also of a process that was killed.</summary>
    public IDisposable? TryLockMigrations(string module)
    {
        var connection = DatabaseOf(module).OpenAlone();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT GET_LOCK(CONCAT('giggatek.', LEFT(SHA2(DATABASE(), 256), 32)), 0)";    // names have at most 64 letters
        if (command.ExecuteScalar() is 1L or 1)
        {
            return connection;
        }

        connection.Dispose();
        return null;
    }

    public string? FindFault(string module) => MySqlFaults.Find(DatabaseOf(module));

    public string? ExplainMigration(Exception failure) =>
        _databases.Values.Select(database => MySqlFaults.ExplainMigration(database, failure)).FirstOrDefault();

    public IReadOnlyList<long> ListVersions(string module) => List<long>(module, "schema_versions", "SELECT version FROM schema_versions");

    public IReadOnlyList<long> ListContracts(string module) => List<long>(module, ContractNotes.Table, ContractNotes.Versions);

    public IReadOnlyList<string> ListFinishedBackfills(string module) => List<string>(module, BackfillRow.Table, BackfillRow.Finished);

    public void NoteMigrations(string module, IEnumerable<string> statements)
    {
        using var connection = DatabaseOf(module).OpenAlone();
        statements.RunOn(connection);
    }

    public IReadOnlyList<ReplicaReport> ListReplicas() =>
        [.. _databases.Values.SelectMany(database => database.Topology.Replicas.Select(replica => new ReplicaReport(
            database.Topology.Name, replica.Node.Address, replica.Health.State.ToString(), replica.Health.State is ReplicaState.InRotation or ReplicaState.Primary, replica.Health.Lag)))];

    public void Dispose()
    {
        foreach (var database in _databases.Values)
        {
            database.Dispose();
        }
    }

    private List<T> List<T>(string module, string table, string query)
    {
        using var db = new DataConnection(OptionsFor(module, readOnly: true));
        return db.Execute<int>($"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '{table}'") == 0 ? [] : [.. db.Query<T>(query)];
    }

    private MySqlDatabase DatabaseOf(string module)
    {
        var isOwn = _options.ConnectionStrings.TryGetValue(module, out var own);
        var connectionString = own ?? _options.ConnectionString
            ?? throw new SchemaRefusedException($"Database:ConnectionStrings:{module} must say where the database of {module} is, or Database:ConnectionString where that of all is.");
        return _databases.GetOrAdd(isOwn ? module : Shared, name => new MySqlDatabase(name, connectionString, _options.ReplicasOf(module), watching));
    }

    private sealed class Nothing : IDisposable
    {
        public static Nothing Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}

using System.Collections.Concurrent;
using System.Data.Common;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Processors.SQLite;
using GigGatek.Platform.Data.Replicas;
using GigGatek.Platform.Data.Texts;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Migrations.Backfills;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Data;

/// <summary>
/// SQLite in write-ahead mode: readers never wait, one writer at a time. A commit appends to the write-ahead log and is
/// synchronised to the disk together with those that came meanwhile (docs/decisions/0005), so it survives a power cut.
/// </summary>
internal sealed class SqliteDialect(IOptions<DatabaseOptions> options) : ISqlDialect, IDisposable
{
    private readonly DatabaseOptions _options = options.Value;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();
    private readonly ConcurrentDictionary<string, SharedSync> _syncs = new();
    private readonly ConcurrentDictionary<string, bool> _opened = new();

    public SqlEngine Engine => SqlEngine.Sqlite;

    public bool SharesConnections => false;

    public int RowsPerInsert => 1;

    /// <summary>The query builder keeps what it has compiled by these options: without the file's name, readers, writers and all shops of a process have it together.</summary>
    public DataOptions OptionsFor(string module, bool readOnly)
    {
        var connection = ConnectionString(module, readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate);
        return new DataOptions()
            .UseConnectionFactory(SqliteQueryProvider.Instance, _ => new SqliteConnection(connection))
            .UseMappingSchema(PortableTypes.Schema)
            .UseCompareNulls(CompareNulls.LikeSql);
    }

    public bool HasReplicas => false;

    public IReadOnlyList<string> ListReplicatedDatabases() => [];

    public DataOptions OptionsForReplicas(string module) => OptionsFor(module, readOnly: true);

    public ValueTask NoteCommitAsync(string module, DbConnection? connection) => ValueTask.CompletedTask;

    public Task ShowLatestAsync(CancellationToken ct) => Task.CompletedTask;

    public IReadOnlyList<ReplicaReport> ListReplicas() => [];

    public async ValueTask<IDisposable> EnterWriteAsync(string module, CancellationToken ct)
    {
        var gate = _gates.GetOrAdd(DatabaseKey(module), _ => new SemaphoreSlim(1));
        await gate.WaitAsync(ct);
        return new Leave(gate);
    }

    public async Task<IWriteTransaction> BeginAsync(DataConnection session, CancellationToken ct) => await SqliteTransaction.BeginAsync(session, ct);

    public Task MakeDurableAsync(string module, CancellationToken ct) =>
        _syncs.GetOrAdd(DatabaseKey(module) + "-wal", log => new SharedSync(log)).WaitAsync(ct);

    public bool IsTransient(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: 5 or 6 };    // SQLITE_BUSY, SQLITE_LOCKED

    /// <summary>There was nobody else who could take it.</summary>
    public bool IsKeyTaken(Exception exception) => false;

    public bool IsConnectionLost(Exception exception) => false;

    /// <summary>Kept in the file.</summary>
    public IReadOnlyList<string> ListPreparations(string module) => ["PRAGMA journal_mode = WAL", BackfillRow.Creation, ContractNotes.Creation];

    public void PrepareForMigrations(string module)
    {
        using var connection = new SqliteConnection(ConnectionString(module, SqliteOpenMode.ReadWriteCreate));
        connection.Open();
        ListPreparations(module).RunOn(connection);
    }

    /// <summary>A migration is one transaction, its note in the history included: killed in the middle, nothing of it was done.</summary>
    public void ConfigureMigrations(IMigrationRunnerBuilder runner, string module)
    {
        runner.AddSQLite().WithGlobalConnectionString(
            File.Exists(DatabaseKey(module)) ? ConnectionString(module, SqliteOpenMode.ReadWriteCreate) : "Data Source=:memory:");
        runner.Services.AddScoped<SQLiteProcessor, SqliteMigrations>();    // the last one counts
    }

    public string DatabaseKey(string module) => _options.FileOf(module);

    public IDisposable? TryLockMigrations(string module)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabaseKey(module))!);
        try
        {
            return new FileStream(DatabaseKey(module) + ".migrating", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public string? FindFault(string module)
    {
        var file = DatabaseKey(module);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var connection = new SqliteConnection(ConnectionString(module, SqliteOpenMode.ReadOnly) + ";Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            return command.ExecuteScalar() as string is "ok" ? null : Damaged(file);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is 11 or 26)    // SQLITE_CORRUPT, SQLITE_NOTADB
        {
            return Damaged(file);
        }
        catch (SqliteException failure)
        {
            return $"The database {file} cannot be opened ({failure.Message}). Check the permissions of the file and its folder.";
        }
    }

    public string? ExplainMigration(Exception failure) => null;

    public IReadOnlyList<long> ListVersions(string module) => List<long>(module, "schema_versions", "SELECT version FROM schema_versions");

    public IReadOnlyList<long> ListContracts(string module) => List<long>(module, ContractNotes.Table, ContractNotes.Versions);

    public IReadOnlyList<string> ListFinishedBackfills(string module) => List<string>(module, BackfillRow.Table, BackfillRow.Finished);

    public void NoteMigrations(string module, IEnumerable<string> statements)
    {
        using var connection = new SqliteConnection(ConnectionString(module, SqliteOpenMode.ReadWriteCreate));
        connection.Open();
        statements.RunOn(connection);
    }

    /// <summary>Closes what is pooled: the last one to close moves the log into the database file, so that one file is the shop.</summary>
    public void Dispose()
    {
        foreach (var connectionString in _opened.Keys)
        {
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection);
        }
    }

    private List<T> List<T>(string module, string table, string query)
    {
        if (!File.Exists(DatabaseKey(module)))
        {
            return [];
        }

        using var db = new DataConnection(OptionsFor(module, readOnly: true));
        return db.Execute<int>($"SELECT COUNT(*) FROM sqlite_master WHERE name = '{table}'") == 0 ? [] : [.. db.Query<T>(query)];
    }

    private static string Damaged(string file) =>
        $"The database {file} is damaged. Restore it from a backup, or move it away to start with an empty shop.";

    private string ConnectionString(string module, SqliteOpenMode mode)
    {
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = DatabaseKey(module),
            Mode = mode,
            DefaultTimeout = _options.BusyTimeoutSeconds,
            Pooling = true,
        }.ToString();
        _opened[connectionString] = true;
        return connectionString;
    }

    private sealed class Leave(SemaphoreSlim gate) : IDisposable
    {
        private SemaphoreSlim? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Release();
    }
}

using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Generators.MySql;
using GigGatek.Platform.Migrations;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Data;

/// <summary>
/// MySQL and MariaDB: many writers, each seeing what is committed (READ COMMITTED), with races settled by conditional
/// updates, unique keys and row locks. See docs/decisions/0009.
/// </summary>
internal sealed class MySqlDialect(IOptions<DatabaseOptions> options) : ISqlDialect, IDisposable
{
    private readonly DatabaseOptions _options = options.Value;
    private readonly ConcurrentDictionary<string, MySqlDatabase> _databases = new(StringComparer.Ordinal);

    public SqlEngine Engine => SqlEngine.MySql;

    public bool SharesConnections => true;

    public int RowsPerInsert => 100;

    public IsolationLevel Isolation => IsolationLevel.ReadCommitted;

    public DataOptions OptionsFor(string module, bool readOnly) => DatabaseOf(module).Options(readOnly);

    public ValueTask<IDisposable> EnterWriteAsync(string module, CancellationToken ct) => ValueTask.FromResult<IDisposable>(Nothing.Instance);

    /// <summary>Sessions are set when their connection is made.</summary>
    public void PrepareWriter(DbConnection connection)
    {
    }

    /// <summary>The server answers a commit when it is durable, as far as it is told to (<c>innodb_flush_log_at_trx_commit</c>).</summary>
    public Task MakeDurableAsync(string module, CancellationToken ct) => Task.CompletedTask;

    public bool IsTransient(Exception exception) => MySqlFaults.IsTransient(exception);

    public bool IsKeyTaken(Exception exception) => MySqlFaults.IsKeyTaken(exception);

    public bool IsConnectionLost(Exception exception) => MySqlFaults.IsConnectionLost(exception);

    public void ConfigureMigrations(IMigrationRunnerBuilder runner, string module)
    {
        var database = DatabaseOf(module);
        using (var connection = database.OpenAlone())
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"ALTER DATABASE `{database.Name}` CHARACTER SET utf8mb4 COLLATE {database.Server.Collation}";    // of tables that come
            command.ExecuteNonQuery();
        }

        runner.AddMySql8().WithGlobalConnectionString(database.ConnectionStringAlone());
        runner.Services.AddScoped<IMySqlTypeMap, MySqlColumnTypes>();    // the last one counts
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

    public IReadOnlyList<long> ListVersions(string module)
    {
        using var db = new DataConnection(OptionsFor(module, readOnly: true));
        return db.Execute<int>("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'schema_versions'") == 0
            ? []
            : [.. db.Query<long>("SELECT version FROM schema_versions")];
    }

    public void Dispose()
    {
        foreach (var database in _databases.Values)
        {
            database.Dispose();
        }
    }

    private MySqlDatabase DatabaseOf(string module)
    {
        var connectionString = _options.ConnectionStrings.GetValueOrDefault(module) ?? _options.ConnectionString
            ?? throw new SchemaRefusedException($"Database:ConnectionStrings:{module} must say where the database of {module} is, or Database:ConnectionString where that of all is.");
        return _databases.GetOrAdd(connectionString, text => new MySqlDatabase(text, _options.BusyTimeoutSeconds));
    }

    private sealed class Nothing : IDisposable
    {
        public static Nothing Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}

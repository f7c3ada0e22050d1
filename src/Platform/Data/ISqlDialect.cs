using System.Data.Common;
using FluentMigrator.Runner;
using GigGatek.Platform.Data.Replicas;
using LinqToDB;
using LinqToDB.Data;

namespace GigGatek.Platform.Data;

/// <summary>The engines that the shop runs on. MariaDB counts as MySQL.</summary>
public enum SqlEngine
{
    /// <summary>Embedded, one writer at a time.</summary>
    Sqlite,

    /// <summary>A MySQL or MariaDB server with many writers.</summary>
    MySql,
}

/// <summary>
/// The one place that knows what a database engine does its own way. Everything else is written once, for all of them.
/// </summary>
public interface ISqlDialect
{
    /// <summary>Which one it is: for the few things that are written once per engine, such as the full-text index.</summary>
    SqlEngine Engine { get; }

    /// <summary>How to open a module's database at its primary: read/write, or read-only.</summary>
    DataOptions OptionsFor(string module, bool readOnly);

    /// <summary>True when some database is read from replicas too.</summary>
    bool HasReplicas { get; }

    /// <summary>What settings call the databases that are read from replicas too.</summary>
    IReadOnlyList<string> ListReplicatedDatabases();

    /// <summary>How to read from where the present <see cref="ReadScope"/> allows: a replica that has what it must show, else the primary.</summary>
    DataOptions OptionsForReplicas(string module);

    /// <summary>
    /// Notes in the present <see cref="ReadScope"/> how far a replica must be to show what this connection has just committed. Null:
    /// the connection died in the commit, so nobody knows.
    /// </summary>
    ValueTask NoteCommitAsync(string module, DbConnection? connection);

    /// <summary>
    /// From now on no read of this process shows less than what is committed now: call it before what was remembered is dropped
    /// because of a change, here or in another process. Costs nothing without replicas.
    /// </summary>
    Task ShowLatestAsync(CancellationToken ct);

    /// <summary>How the replicas are that this process has looked at.</summary>
    IReadOnlyList<ReplicaReport> ListReplicas();

    /// <summary>
    /// True where a connection is a place at a server: a session that reads gives it back after each statement, so that
    /// no request holds one while it waits for another.
    /// </summary>
    bool SharesConnections { get; }

    /// <summary>
    /// How many rows one INSERT carries best: many on a server, where each statement is a round trip; one in an embedded
    /// database, where none is, and many named parameters are looked up one after the other.
    /// </summary>
    int RowsPerInsert { get; }

    /// <summary>Waits for the right to write, where the engine allows one writer at a time.</summary>
    ValueTask<IDisposable> EnterWriteAsync(string module, CancellationToken ct);

    /// <summary>Opens a session's connection, and on it the transaction of a unit of work.</summary>
    Task<IWriteTransaction> BeginAsync(DataConnection session, CancellationToken ct);

    /// <summary>
    /// Returns when everything committed so far survives a power cut. Called after every commit, outside the turn, so that
    /// writers who commit together wait for the disk together.
    /// </summary>
    Task MakeDurableAsync(string module, CancellationToken ct);

    /// <summary>True for a failure that undoes the unit of work and that it may survive when tried again: a lock, a deadlock.</summary>
    bool IsTransient(Exception exception);

    /// <summary>
    /// True when a row was refused because of its key, which another writer may have taken since the unit of work had looked:
    /// when it runs again it sees that row.
    /// </summary>
    bool IsKeyTaken(Exception exception);

    /// <summary>True when the connection died: what was sent last may have been done, or not.</summary>
    bool IsConnectionLost(Exception exception);

    /// <summary>What a module's database is told before migrations run; again: nothing.</summary>
    IReadOnlyList<string> ListPreparations(string module);

    /// <summary>Tells it. Makes the database file where the engine is embedded.</summary>
    void PrepareForMigrations(string module);

    /// <summary>
    /// The engine's migration generator and connection, for one module's database, and a processor that hands every statement
    /// to the run's <see cref="Migrations.MigrationStatements"/>. Changes nothing.
    /// </summary>
    void ConfigureMigrations(IMigrationRunnerBuilder runner, string module);

    /// <summary>Two modules with the same key share a database, and so its history of versions. Fit to be shown: no secret is in it.</summary>
    string DatabaseKey(string module);

    /// <summary>Makes this process the only one that migrates the database. Null when another one does.</summary>
    IDisposable? TryLockMigrations(string module);

    /// <summary>Why the database cannot be used, as a sentence with the remedy; null when it can. Changes nothing.</summary>
    string? FindFault(string module);

    /// <summary>Why a migration failed, as a sentence with the remedy, where one is known.</summary>
    string? ExplainMigration(Exception failure);

    /// <summary>The versions in the database's history; none when it has no history yet. Changes nothing.</summary>
    IReadOnlyList<long> ListVersions(string module);

    /// <summary>Contract steps that were begun in it, done or not. Changes nothing.</summary>
    IReadOnlyList<long> ListContracts(string module);

    /// <summary>Backfills that have come to their end in it. Changes nothing.</summary>
    IReadOnlyList<string> ListFinishedBackfills(string module);

    /// <summary>Writes notes about migrations, beside their history.</summary>
    void NoteMigrations(string module, IEnumerable<string> statements);
}

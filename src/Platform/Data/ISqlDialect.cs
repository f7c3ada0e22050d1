using System.Data.Common;
using FluentMigrator.Runner;
using LinqToDB;

namespace GigGatek.Platform.Data;

/// <summary>
/// The one place that knows what a database engine does its own way. Everything else is written once, for all of them.
/// </summary>
public interface ISqlDialect
{
    /// <summary>How to open a module's database: read/write, or read-only (which may be a replica).</summary>
    DataOptions OptionsFor(string module, bool readOnly);

    /// <summary>
    /// How many rows one INSERT carries best: many on a server, where each statement is a round trip; one in an embedded
    /// database, where none is, and many named parameters are looked up one after the other.
    /// </summary>
    int RowsPerInsert { get; }

    /// <summary>Waits for the right to write, where the engine allows one writer at a time.</summary>
    ValueTask<IDisposable> EnterWriteAsync(string module, CancellationToken ct);

    /// <summary>Readies an open connection for writing, before its transaction begins.</summary>
    void PrepareWriter(DbConnection connection);

    /// <summary>
    /// Returns when everything committed so far survives a power cut. Called after every commit, outside the turn, so that
    /// writers who commit together wait for the disk together.
    /// </summary>
    Task MakeDurableAsync(string module, CancellationToken ct);

    /// <summary>True for a failure that the same unit of work may survive when tried again: a lock, a deadlock.</summary>
    bool IsTransient(Exception exception);

    /// <summary>The engine's migration generator and connection, for one module's database.</summary>
    void ConfigureMigrations(IMigrationRunnerBuilder runner, string module);

    /// <summary>Two modules with the same key share a database, and so its history of versions.</summary>
    string DatabaseKey(string module);

    /// <summary>Makes this process the only one that migrates the database. Null when another one does.</summary>
    IDisposable? TryLockMigrations(string module);

    /// <summary>Why the database cannot be used, as a sentence with the remedy; null when it can. Changes nothing.</summary>
    string? FindFault(string module);
}

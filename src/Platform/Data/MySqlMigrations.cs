using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FluentMigrator.Runner.Generators.MySql;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Runner.Processors;
using FluentMigrator.Runner.Processors.MySql;
using GigGatek.Platform.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace GigGatek.Platform.Data;

/// <summary>
/// FluentMigrator on MySQL and MariaDB. A change of the schema commits what came before it, so a migration is no transaction
/// here: each statement is noted in a journal before and after, and a run that comes after a crash goes on with the next one.
/// A statement that cannot have its lock gives up after seconds and is tried again, for while it waits everybody behind it waits too.
/// </summary>
internal sealed partial class MySqlMigrations(
    MySqlDbFactory factory, MySql8Generator generator, ILogger<MySql8Processor> log, IOptionsSnapshot<ProcessorOptions> options,
    IConnectionStringAccessor connectionString, MigrationStatements statements)
    : MySql8Processor(factory, generator, log, options, connectionString)
{
    private const int LockWaitSeconds = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private bool _isImpatient;

    /// <summary>Nothing: see above.</summary>
    public override void BeginTransaction()
    {
    }

    public override void CommitTransaction()
    {
    }

    public override void RollbackTransaction()
    {
    }

    /// <summary>SQL that a migration wrote itself.</summary>
    public override void Execute(string template, params object[] args) =>
        Take(args.Length == 0 ? template : string.Format(CultureInfo.InvariantCulture, template, args), isRaw: true);

    protected override void Process(string sql) => Take(sql, isRaw: false);

    private void Take(string sql, bool isRaw) => statements.Take(sql, () => Run(sql), isRaw);

    private void Run(string sql)
    {
        EnsureConnectionIsOpen();
        BeImpatient();
        var journal = new MySqlJournal((MySqlConnection)Connection, statements.Version, statements.Position);
        switch (journal.Begin(sql))
        {
            case StatementState.Done:
                return;

            case StatementState.New:
                Patiently(() => Change(journal, sql));
                return;

            default:
                TryAgain(journal, sql);
                return;
        }
    }

    /// <summary>A run before this one died with the statement: it was done whole, or not at all.</summary>
    private void TryAgain(MySqlJournal journal, string sql)
    {
        try
        {
            Patiently(() => Change(journal, sql));
        }
        catch (Exception failure) when (SaysItIsDone(failure))
        {
            journal.End();
        }
    }

    private void Change(MySqlJournal journal, string sql)
    {
        if (!ChangesRows().IsMatch(sql))
        {
            base.Process(sql);
            journal.End();
            return;
        }

        base.BeginTransaction();
        try
        {
            base.Process(sql);
            journal.End((MySqlTransaction)Transaction);
            base.CommitTransaction();
        }
        catch
        {
            base.RollbackTransaction();
            throw;
        }
    }

    private void Patiently(Action change)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                change();
                return;
            }
            catch (Exception failure) when (IsLockMissed(failure))
            {
                if (Stopwatch.GetElapsedTime(started) > statements.Timeout)
                {
                    throw new SchemaRefusedException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"Schema change {statements.Version} stopped before its statement {statements.Position + 1}: somebody used the table for {statements.Timeout.TotalSeconds:0} seconds on end. What came before it is done. End the long transaction, or give more time with --timeout, then start again."));
                }

                Task.Delay(Pause).GetAwaiter().GetResult();
            }
        }
    }

    private void BeImpatient()
    {
        if (!_isImpatient)
        {
            string[] settings = [string.Create(CultureInfo.InvariantCulture, $"SET SESSION lock_wait_timeout = {LockWaitSeconds}, SESSION innodb_lock_wait_timeout = {LockWaitSeconds}, SESSION time_zone = '+00:00'")];
            settings.RunOn((MySqlConnection)Connection);
            _isImpatient = true;
        }
    }

    private static bool IsLockMissed(Exception failure) => Causes(failure).Any(MySqlFaults.IsTransient);

    private static bool SaysItIsDone(Exception failure) => Causes(failure).OfType<MySqlException>().Any(cause => cause.ErrorCode is
        MySqlErrorCode.TableExists or MySqlErrorCode.DuplicateFieldName or MySqlErrorCode.DuplicateKeyName or MySqlErrorCode.CannotDropFieldOrKey
        or MySqlErrorCode.BadTable or MySqlErrorCode.TriggerAlreadyExists or MySqlErrorCode.TriggerDoesNotExist);

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    [GeneratedRegex(@"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ChangesRows();
}

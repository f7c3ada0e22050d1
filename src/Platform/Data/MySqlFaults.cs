using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using GigGatek.Platform.Migrations;
using MySqlConnector;

namespace GigGatek.Platform.Data;

/// <summary>What the server's errors mean: for whoever runs the shop, and for a unit of work.</summary>
internal static class MySqlFaults
{
    private const MySqlErrorCode RecordChanged = (MySqlErrorCode)1020;         // MariaDB, under snapshot isolation
    private const MySqlErrorCode ConnectionKilled = (MySqlErrorCode)1927;      // MariaDB
    private const MySqlErrorCode ReadOnlyMode = (MySqlErrorCode)1836;
    private const MySqlErrorCode IdleTooLong = (MySqlErrorCode)4031;           // MySQL
    private const MySqlErrorCode TriggersNeedSuper = (MySqlErrorCode)1419;
    private const int LongestPlainToken = 42;
    private const int ShortestToken = 3;

    /// <summary>The server has undone the statement or all of it; the rest goes when the unit of work ends.</summary>
    public static bool IsTransient(Exception exception) => exception is MySqlException
    {
        ErrorCode: MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout or RecordChanged,
    } || IsReadOnly(exception);

    /// <summary>The server is not the primary any more: it is read-only, and has refused to write.</summary>
    public static bool IsReadOnly(Exception exception) => exception is MySqlException
    {
        ErrorCode: MySqlErrorCode.OptionPreventsStatement or ReadOnlyMode,
    } refusal && refusal.Message.Contains("read-only", StringComparison.OrdinalIgnoreCase);

    public static bool IsKeyTaken(Exception exception) => exception is MySqlException { ErrorCode: MySqlErrorCode.DuplicateKeyEntry };

    /// <summary>The connection broke, or none could be made.</summary>
    public static bool IsConnectionLost(Exception exception) =>
        IsConnectionBroken(exception) || exception is MySqlException { ErrorCode: MySqlErrorCode.UnableToConnectToHost };

    /// <summary>There was a connection, and it broke. Where a transaction begins the connector lets the cause through as it is.</summary>
    public static bool IsConnectionBroken(Exception exception) =>
        exception is IOException or SocketException
        || exception is MySqlException { ErrorCode: ConnectionKilled or IdleTooLong or MySqlErrorCode.ServerShutdown }
        || (exception is MySqlException { ErrorCode: not MySqlErrorCode.UnableToConnectToHost } failure && failure.InnerException is IOException or SocketException);

    /// <summary>Why a database cannot be used; null when it can.</summary>
    public static string? Find(MySqlDatabase database)
    {
        try
        {
            if (database.Topology.IsWithoutPrimary)
            {
                return $"None of the servers {database.Address} takes writes. Promote one (docs/operations/replicas.md), or correct Server in Database:ConnectionString.";
            }

            return database.Server.IsSupported
                ? Look(database)
                : $"The server {database.Address} is {database.Server.Name}. GigGatek needs MySQL 8.4 or MariaDB 10.11 at least: upgrade the server.";
        }
        catch (SchemaRefusedException refusal)
        {
            return refusal.Message;
        }
        catch (MySqlException failure)
        {
            return Explain(database, failure);
        }
    }

    /// <summary>What a failed migration means, where that can be told.</summary>
    public static string? ExplainMigration(MySqlDatabase database, Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is MySqlException { ErrorCode: TriggersNeedSuper })
            {
                return $"The user {database.User} may not create the triggers that guard the ledger, because {database.Address} writes a binary log. Set log_bin_trust_function_creators = 1 on the server, then start again.";
            }

            if (cause is MySqlException { ErrorCode: MySqlErrorCode.TableAccessDenied or MySqlErrorCode.DatabaseAccessDenied })
            {
                return $"The user {database.User} may not change the schema of {database.Key}. Grant it with GRANT ALL ON {database.Name}.*, or migrate as another user.";
            }
        }

        return null;
    }

    private static string? Look(MySqlDatabase database)
    {
        database.Try();
        using var connection = database.OpenAlone();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT @@innodb_ft_min_token_size, @@innodb_ft_max_token_size, @@GLOBAL.log_bin{(database.Server.IsMariaDb ? "" : " AND @@GLOBAL.gtid_mode = 'ON'")}";
        using var reader = command.ExecuteReader();
        reader.Read();
        if (database.Topology.HasReplicas && Number(reader, 2) == 0)
        {
            return $"The server {database.Address} writes no binary log with GTIDs, so nobody can tell what its replicas have. Set it up as deploy/database says, or leave Database:Replicas out.";
        }

        return Number(reader, 0) > ShortestToken || Number(reader, 1) < LongestPlainToken
            ? $"The server {database.Address} leaves short or long words out of its full-text index. Set innodb_ft_min_token_size to {ShortestToken} and innodb_ft_max_token_size to 84, as they are by default, and restart it."
            : null;
    }

    private static string Explain(MySqlDatabase database, MySqlException failure) => failure.ErrorCode switch
    {
        MySqlErrorCode.UnableToConnectToHost =>
            $"The database server {database.Address} cannot be reached. Start it, or correct Server and Port in Database:ConnectionString.",
        MySqlErrorCode.AccessDenied =>
            $"The database server {database.Address} does not let the user {database.User} in. Correct User ID and Password in Database:ConnectionString.",
        MySqlErrorCode.UnknownDatabase =>
            $"There is no database {database.Name} at {database.Address}. Create it with CREATE DATABASE {database.Name}, or correct Database in Database:ConnectionString.",
        MySqlErrorCode.DatabaseAccessDenied =>
            $"The user {database.User} may not use the database {database.Name} at {database.Address}, or there is none. Create it and grant it with GRANT ALL ON {database.Name}.*.",
        _ => $"The database {database.Key} cannot be used: {failure.Message}. Look at the server's log.",
    };

    private static long Number(DbDataReader reader, int column) => Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);
}

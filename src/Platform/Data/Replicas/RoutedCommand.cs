using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using MySqlConnector;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>A command of a <see cref="RoutedConnection"/>: what MySqlConnector's is, on whichever server.</summary>
internal sealed class RoutedCommand(RoutedConnection connection) : DbCommand
{
    private readonly MySqlCommand _command = new();

    [AllowNull]
    public override string CommandText
    {
        get => _command.CommandText;
        set => _command.CommandText = value;
    }

    public override int CommandTimeout
    {
        get => _command.CommandTimeout;
        set => _command.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => _command.CommandType;
        set => _command.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource
    {
        get => _command.UpdatedRowSource;
        set => _command.UpdatedRowSource = value;
    }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set
        {
            if (value != connection)
            {
                throw new NotSupportedException("The command belongs to the connection that made it.");
            }
        }
    }

    protected override DbParameterCollection DbParameterCollection => _command.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() => _command.Cancel();

    /// <summary>Nothing: it may run on a server that has not prepared it.</summary>
    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => ExecuteNonQueryAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override object? ExecuteScalar() => ExecuteScalarAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        connection.RunAsync(_command, command => command.ExecuteNonQueryAsync(cancellationToken), cancellationToken);

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        connection.RunAsync(_command, command => command.ExecuteScalarAsync(cancellationToken), cancellationToken);

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        ExecuteDbDataReaderAsync(behavior, CancellationToken.None).GetAwaiter().GetResult();

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        await connection.RunAsync(_command, command => command.ExecuteReaderAsync(behavior, cancellationToken), cancellationToken);

    protected override DbParameter CreateDbParameter() => _command.CreateParameter();

    protected override void Dispose(bool disposing)
    {
        _command.Dispose();
        base.Dispose(disposing);
    }
}

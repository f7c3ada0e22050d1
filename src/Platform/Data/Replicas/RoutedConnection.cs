using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using MySqlConnector;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>
/// A connection that only reads, at whichever server the topology chooses. A statement whose server dies or hangs is sent again:
/// first to the primary, which has all that the replica had.
/// </summary>
internal sealed class RoutedConnection(MySqlTopology topology, ReadScope? scope, ReplicaMetrics? metrics) : DbConnection
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private MySqlNode? _node;
    private MySqlConnection? _inner;

    [AllowNull]
    public override string ConnectionString
    {
        get => "";
        set => throw new NotSupportedException("The topology says where it goes.");
    }

    public override string Database => _inner?.Database ?? "";

    public override string DataSource => _inner?.DataSource ?? "";

    public override string ServerVersion => _inner?.ServerVersion ?? throw new InvalidOperationException("The connection is closed.");

    public override ConnectionState State => _inner?.State ?? ConnectionState.Closed;

    /// <summary>For what cannot wait otherwise: rare, and at the start.</summary>
    public override void Open() => OpenAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; _inner is null; tries++)
        {
            try
            {
                await OpenOnceAsync(cancellationToken);
            }
            catch (Exception failure) when (tries < topology.MostTries && MySqlFaults.IsConnectionLost(failure) && IsElsewhere())
            {
                await GiveUpNodeAsync(cancellationToken);
            }
        }
    }

    /// <summary>Runs a command, on another server when the first one is lost.</summary>
    internal async Task<T> RunAsync<T>(MySqlCommand command, Func<MySqlCommand, Task<T>> execute, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            await OpenAsync(ct);
            var sent = tries == 0 ? command : command.Clone();    // the first one may still be waiting
            sent.Connection = _inner;
            try
            {
                var running = execute(sent);
                return topology.CanDoWithout(_node!) ? await running.UnlessDown(_node!, Abandon) : await running;
            }
            catch (Exception failure) when (tries < topology.MostTries && MySqlFaults.IsConnectionBroken(failure))
            {
                CloseInner();
                await GiveUpNodeAsync(ct);
            }
        }
    }

    public override void Close() => CloseInner();

    public override async Task CloseAsync()
    {
        if (_inner is { } inner)
        {
            _inner = null;
            await inner.DisposeAsync();
        }
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        (_inner ?? throw new InvalidOperationException("The connection is closed.")).BeginTransaction(isolationLevel);

    protected override DbCommand CreateDbCommand() => new RoutedCommand(this);

    protected override void Dispose(bool disposing)
    {
        CloseInner();
        base.Dispose(disposing);
    }

    private async Task OpenOnceAsync(CancellationToken ct)
    {
        _node = (scope is { MayUseReplicas: true } ? topology.FindReplica(scope) : null) ?? await topology.FindPrimaryAsync(ct);
        var inner = _node.CreateReader();
        try
        {
            var opening = OpenAsync(inner, ct);
            await (topology.CanDoWithout(_node) ? opening.UnlessDown(_node, task => Leave(inner, task)) : opening);
        }
        catch (Exception failure) when (failure is not NodeLostException)
        {
            await inner.DisposeAsync();
            throw;
        }

        _inner = inner;
        metrics?.CountRead(topology.Name, _node == topology.Primary);
    }

    private static async Task<MySqlConnection> OpenAsync(MySqlConnection connection, CancellationToken ct)
    {
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>The only server is not tried again: it was refused by it.</summary>
    private bool IsElsewhere() => _node is { } node && topology.CanDoWithout(node);

    /// <summary>Where the primary itself is lost, it takes a moment until that is seen.</summary>
    private Task GiveUpNodeAsync(CancellationToken ct)
    {
        scope?.Choose(topology.Name, topology.Primary);
        return _node == topology.Primary && topology.CanDoWithout(_node) ? Task.Delay(Moment, ct) : Task.CompletedTask;
    }

    private void Abandon(Task running)
    {
        if (_inner is { } inner)
        {
            _inner = null;
            Leave(inner, running);
        }
    }

    /// <summary>Closed when what it does has ended, however long that takes.</summary>
    private static void Leave(MySqlConnection connection, Task running) => running.ContinueWith(_ => connection.Dispose(), TaskScheduler.Default);

    private void CloseInner()
    {
        _inner?.Dispose();
        _inner = null;
    }
}

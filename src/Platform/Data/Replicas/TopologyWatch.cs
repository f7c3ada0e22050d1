using System.Globalization;
using MySqlConnector;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>
/// Looks at each server of a database over a connection of its own, five times a second. A replica that does not answer within
/// a second is taken for dead, whatever the kernel says for it; the primary, which is dear to lose, within three.
/// </summary>
internal sealed class TopologyWatch(MySqlTopology topology) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceWithPrimary = TimeSpan.FromSeconds(3);

    private const MySqlErrorCode MayNotAsk = (MySqlErrorCode)1227;

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _firstLooks = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when each was looked at once.</summary>
    public Task FirstLooks => _firstLooks.Task;

    public void Start()
    {
        using var _ = ExecutionContext.SuppressFlow();    // it belongs to no request
        var firsts = topology.Nodes.Select(node =>
        {
            var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task.Run(() => WatchAsync(node, first));
            return first.Task;
        }).ToList();
        Task.WhenAll(firsts).ContinueWith(_ => _firstLooks.TrySetResult(), TaskScheduler.Default);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task WatchAsync(MySqlNode node, TaskCompletionSource first)
    {
        var stop = _stop.Token;
        MySqlConnection? connection = null;
        while (!stop.IsCancellationRequested)
        {
            connection ??= Create(node);
            var looking = LookAsync(connection);
            NodeLook look;
            try
            {
                look = await looking.WaitAsync(node.Look.IsPrimary ? PatienceWithPrimary : Patience, stop);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (TimeoutException)
            {
                look = NodeLook.Failed("it did not answer in time");
            }

            topology.Take(node, look);
            first.TrySetResult();
            if (!look.IsReachable)
            {
                Leave(connection, looking);
                connection = null;
            }

            await Task.Delay(Pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        connection?.Dispose();
        first.TrySetResult();
    }

    /// <summary>Closed when the look has ended, however long that takes.</summary>
    private static void Leave(MySqlConnection connection, Task looking) => looking.ContinueWith(_ => connection.Dispose(), TaskScheduler.Default);

    private static MySqlConnection Create(MySqlNode node) => node.CreateAlone(parts =>
    {
        parts.ConnectionTimeout = 4;
        parts.DefaultCommandTimeout = 4;
        parts.CancellationTimeout = -1;    // a server that hangs is not asked to stop
    });

    private static async Task<NodeLook> LookAsync(MySqlConnection connection)
    {
        try
        {
            if (connection.State != System.Data.ConnectionState.Open)
            {
                await connection.OpenAsync(CancellationToken.None);
            }

            return await AskAsync(connection);
        }
        catch (Exception failure) when (failure is MySqlException or IOException or System.Net.Sockets.SocketException or InvalidOperationException)
        {
            return NodeLook.Failed(failure.Message);
        }
    }

    private static async Task<NodeLook> AskAsync(MySqlConnection connection)
    {
        var isMariaDb = MySqlServer.Parse(connection.ServerVersion).IsMariaDb;
        await using var command = connection.CreateCommand();
        command.CommandText = isMariaDb
            ? "SELECT @@GLOBAL.read_only, @@GLOBAL.gtid_current_pos; SHOW REPLICA STATUS"
            : "SELECT @@GLOBAL.read_only, @@GLOBAL.gtid_executed; SHOW REPLICA STATUS";
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        var isReadOnly = Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) is not ("0" or "OFF");
        var position = GtidSet.TryParse(reader.GetString(1)) ?? GtidSet.Empty;
        return new NodeLook(null, isReadOnly, await ReplicatesAsync(reader), position);
    }

    /// <summary>False when no thread is there or one was stopped; one that tries to connect is not. Null where this user may not ask.</summary>
    private static async Task<bool?> ReplicatesAsync(MySqlDataReader reader)
    {
        try
        {
            if (!await reader.NextResultAsync(CancellationToken.None))
            {
                return false;
            }

            var (rows, stopped) = (0, 0);
            for (; await reader.ReadAsync(CancellationToken.None); rows++)
            {
                stopped += IsStopped(reader, "IO_Running") || IsStopped(reader, "SQL_Running") ? 1 : 0;
            }

            return rows > 0 && stopped == 0;
        }
        catch (MySqlException refused) when (refused.ErrorCode is MayNotAsk)
        {
            return null;
        }
    }

    /// <summary>MariaDB says <c>Slave_IO_Running</c>, MySQL <c>Replica_IO_Running</c>.</summary>
    private static bool IsStopped(MySqlDataReader reader, string column)
    {
        var place = Enumerable.Range(0, reader.FieldCount).First(i => reader.GetName(i) is var name && (name == "Slave_" + column || name == "Replica_" + column));
        return reader.GetString(place) == "No";
    }
}

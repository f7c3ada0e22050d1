using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MySqlConnector;

namespace GigGatek.Tests.Integration.Servers;

/// <summary>Stands between the shop and its server, and breaks connections at a chosen moment.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<(TcpClient Shop, TcpClient Server)> _open = [];
    private readonly CancellationTokenSource _end = new();
    private readonly (string Host, int Port) _server;
    private readonly Task _accepting;
    private volatile string? _last;

    public CuttingProxy(MySqlConnectionStringBuilder server)
    {
        _server = (server.Server, (int)server.Port);
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Breaks all connections now.</summary>
    public void CutAll()
    {
        while (_open.TryTake(out var pair))
        {
            pair.Shop.Close();
            pair.Server.Close();
        }
    }

    /// <summary>Lets the next statement of these words through, but not the server's answer to it: once.</summary>
    public void CutAfter(string statement) => _last = statement;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        CutAll();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task Accept()
    {
        while (!_end.IsCancellationRequested)
        {
            var shop = await _listener.AcceptTcpClientAsync(_end.Token);
            var server = new TcpClient();
            await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
            _open.Add((shop, server));
            _ = Forward(shop, server, isShop: true);
            _ = Forward(server, shop, isShop: false);
        }
    }

    private async Task Forward(TcpClient from, TcpClient to, bool isShop)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var (source, target) = (from.GetStream(), to.GetStream());
            for (int read; (read = await source.ReadAsync(buffer, _end.Token)) > 0;)
            {
                var isLast = isShop && _last is { } words && Encoding.Latin1.GetString(buffer, 0, read).Contains(words, StringComparison.OrdinalIgnoreCase);
                if (isLast)
                {
                    _last = null;
                    from.Client.Shutdown(SocketShutdown.Send);    // no answer goes back from now on
                }

                await target.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // one end is gone, so the other one goes
        }

        from.Close();
        to.Close();
    }
}

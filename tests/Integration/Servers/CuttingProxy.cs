using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MySqlConnector;

namespace GigGatek.Tests.Integration.Servers;

/// <summary>Where a connection breaks that carries a statement.</summary>
internal enum Cut
{
    Nowhere,

    /// <summary>The server never gets it.</summary>
    Before,

    /// <summary>The server has done it; its answer is lost.</summary>
    After,
}

/// <summary>Stands between the shop and its server, and breaks connections at a chosen moment.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    // The first byte of a command, after the packet's length and number (MySQL's client/server protocol, "Command Phase").
    private const int Header = 4;
    private const byte Query = 0x03;
    private const byte ExecutePrepared = 0x17;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Pair> _open = [];
    private readonly CancellationTokenSource _end = new();
    private readonly (string Host, int Port) _server;
    private readonly Task _accepting;

    public CuttingProxy(MySqlConnectionStringBuilder server)
    {
        _server = (server.Server, (int)server.Port);
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Says of each statement whether the connection breaks there; it sees the words, of a prepared one none.</summary>
    public Func<string, Cut> Cuts { get; set; } = _ => Cut.Nowhere;

    /// <summary>What happens at that moment, before the shop can see it.</summary>
    public Func<Task> AtTheCut { get; set; } = () => Task.CompletedTask;

    /// <summary>The way to the same database through here.</summary>
    public string Leads(string connectionString) => new MySqlConnectionStringBuilder(connectionString)
    {
        Server = "127.0.0.1", Port = (uint)((IPEndPoint)_listener.LocalEndpoint).Port, SslMode = MySqlSslMode.None, AllowPublicKeyRetrieval = true,
    }.ConnectionString;

    /// <summary>Breaks all connections now.</summary>
    public void CutAll()
    {
        while (_open.TryTake(out var pair))
        {
            pair.Close();
        }
    }

    /// <summary>Lets the next statement of these words through, but not the server's answer to it: once.</summary>
    public void CutAfter(string words)
    {
        var isDone = 0;
        Cuts = statement => statement.Equals(words, StringComparison.OrdinalIgnoreCase) && Interlocked.Exchange(ref isDone, 1) == 0 ? Cut.After : Cut.Nowhere;
    }

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
            var pair = new Pair(await _listener.AcceptTcpClientAsync(_end.Token));
            await pair.Server.ConnectAsync(_server.Host, _server.Port, _end.Token);
            _open.Add(pair);
            _ = Forward(pair, pair.Shop, pair.Server, isShop: true);
            _ = Forward(pair, pair.Server, pair.Shop, isShop: false);
        }
    }

    private async Task Forward(Pair pair, TcpClient from, TcpClient to, bool isShop)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var (source, target) = (from.GetStream(), to.GetStream());
            for (int read; (read = await source.ReadAsync(buffer, _end.Token)) > 0;)
            {
                var cut = isShop ? CutAt(buffer.AsSpan(0, read)) : Cut.Nowhere;
                if (cut == Cut.After)
                {
                    pair.LosesAnswers = true;
                }

                if (cut == Cut.Before || (!isShop && pair.LosesAnswers))
                {
                    await AtTheCut();
                    break;
                }

                await target.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // one end is gone, so the other one goes
        }

        pair.Close();
    }

    /// <summary>A client sends one command and waits, so that each begins a reading.</summary>
    private Cut CutAt(ReadOnlySpan<byte> sent) => sent switch
    {
        { Length: > Header } when sent[Header - 1] == 0 && sent[Header] == Query => Cuts(Encoding.UTF8.GetString(sent[(Header + 1)..]).TrimStart('\0', '\x01')),
        { Length: > Header } when sent[Header - 1] == 0 && sent[Header] == ExecutePrepared => Cuts(""),
        _ => Cut.Nowhere,
    };

    private sealed class Pair(TcpClient shop)
    {
        public TcpClient Shop { get; } = shop;

        public TcpClient Server { get; } = new();

        public bool LosesAnswers { get => Volatile.Read(ref field); set => Volatile.Write(ref field, value); }

        public void Close()
        {
            Shop.Close();
            Server.Close();
        }
    }
}

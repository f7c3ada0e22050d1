using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GigGatek.Tests.Performance;

/// <summary>
/// Keep-alive connections that send one request again and again and read the answer by its known size: cheap enough that
/// the server, not the client, is what is measured.
/// </summary>
internal static class HttpLoad
{
    public static async Task<double> RequestsPerSecondAsync(int port, string path, int connections, TimeSpan time)
    {
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: br\r\nCookie: gg_cart=someone\r\n\r\n");
        var size = await AnswerSizeAsync(port, request);
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => LoopAsync(port, request, size, started, time))));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<int> LoopAsync(int port, byte[] request, int size, long started, TimeSpan time)
    {
        using var socket = await ConnectAsync(port);
        var buffer = new byte[size];
        var count = 0;
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            await socket.SendAsync(request);
            for (var read = 0; read < size;)
            {
                var got = await socket.ReceiveAsync(buffer.AsMemory(read));
                read += got > 0 ? got : throw new InvalidOperationException("The server closed the connection.");
            }

            count++;
        }

        return count;
    }

    /// <summary>Headers and body of one answer; it must say its length.</summary>
    private static async Task<int> AnswerSizeAsync(int port, byte[] request)
    {
        using var socket = await ConnectAsync(port);
        await socket.SendAsync(request);
        var buffer = new byte[1 << 20];
        var read = 0;
        while (true)
        {
            read += await socket.ReceiveAsync(buffer.AsMemory(read));
            var text = Encoding.Latin1.GetString(buffer, 0, read);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
            {
                continue;
            }

            if (!text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            {
                throw new InvalidOperationException("The answer was " + text[..text.IndexOf('\r', StringComparison.Ordinal)]);
            }

            var length = text.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            return end + 4 + int.Parse(length.AsSpan(15), System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }
}

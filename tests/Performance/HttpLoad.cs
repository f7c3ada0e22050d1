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
    /// <param name="headers">More of them, each with its line's end.</param>
    public static async Task<double> RequestsPerSecondAsync(int port, string path, int connections, TimeSpan time, string headers = "")
    {
        var request = Request(port, path, headers);
        var size = await AnswerSizeAsync(port, request);
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => LoopAsync(port, request, size, started, time))));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>How long answers took, in milliseconds, when so many are asked for in a second, spread evenly over the connections.</summary>
    public static async Task<IReadOnlyList<double>> LatenciesAsync(int port, string path, int connections, double perSecond, TimeSpan time)
    {
        var request = Request(port, path, "");
        var size = await AnswerSizeAsync(port, request);
        var started = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(() => PaceAsync(port, request, size, started, time, connections / perSecond, i / perSecond))));
        return [.. all.SelectMany(one => one)];
    }

    /// <summary>Timers are late by a millisecond or more, on both sides alike: what counts is the time from when it was sent.</summary>
    private static async Task<List<double>> PaceAsync(int port, byte[] request, int size, long started, TimeSpan time, double every, double first)
    {
        using var socket = await ConnectAsync(port);
        var (buffer, latencies) = (new byte[size], new List<double>());
        for (var due = first; due < time.TotalSeconds; due += every)
        {
            if (due - Stopwatch.GetElapsedTime(started).TotalSeconds is var early and > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(early));
            }

            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(request);
            await ReadAsync(socket, buffer);
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return latencies;
    }

    private static byte[] Request(int port, string path, string headers) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: br\r\nCookie: gg_cart=someone\r\n{headers}\r\n");

    private static async Task ReadAsync(Socket socket, byte[] buffer)
    {
        for (var read = 0; read < buffer.Length;)
        {
            var got = await socket.ReceiveAsync(buffer.AsMemory(read));
            read += got > 0 ? got : throw new InvalidOperationException("The server closed the connection.");
        }
    }

    private static async Task<int> LoopAsync(int port, byte[] request, int size, long started, TimeSpan time)
    {
        using var socket = await ConnectAsync(port);
        var buffer = new byte[size];
        var count = 0;
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            await socket.SendAsync(request);
            await ReadAsync(socket, buffer);
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

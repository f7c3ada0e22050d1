using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
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

    /// <summary>
    /// How long answers took, in milliseconds, when so many are asked for in a second at even distances: timers would send those of a millisecond at once, and
    /// measure the queue of that. One that has no free connection is sent, and its time runs, when there is one.
    /// </summary>
    public static async Task<IReadOnlyList<double>> LatenciesAsync(int port, string path, int connections, double perSecond, TimeSpan time)
    {
        var request = Request(port, path, "");
        var size = await AnswerSizeAsync(port, request);
        var (free, sockets) = (new BlockingCollection<Socket>(), new List<Socket>());
        for (var i = 0; i < connections; i++)
        {
            sockets.Add(await ConnectAsync(port));
            free.Add(sockets[i]);
        }

        var answers = await Task.Factory.StartNew(() => Pace(free, request, size, perSecond, time), TaskCreationOptions.LongRunning);
        var latencies = await Task.WhenAll(answers);
        sockets.ForEach(socket => socket.Dispose());
        return latencies;
    }

    private static List<Task<double>> Pace(BlockingCollection<Socket> free, byte[] request, int size, double perSecond, TimeSpan time)
    {
        var (started, answers) = (Stopwatch.GetTimestamp(), new List<Task<double>>());
        for (var due = 0.0; due < time.TotalSeconds; due += 1 / perSecond)
        {
            if (due - Stopwatch.GetElapsedTime(started).TotalSeconds is var early and > 0)
            {
                _ = Nap((uint)(early * 1_000_000));
            }

            var socket = free.Take();
            var sent = Stopwatch.GetTimestamp();
            socket.Send(request);
            answers.Add(AnswerAsync(socket, size, sent, free));
        }

        return answers;
    }

    private static async Task<double> AnswerAsync(Socket socket, int size, long sent, BlockingCollection<Socket> free)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        await ReadAsync(socket, buffer.AsMemory(0, size));
        var took = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
        ArrayPool<byte>.Shared.Return(buffer);
        free.Add(socket);
        return took;
    }

#pragma warning disable SYSLIB1054 // generated marshalling needs unsafe code in the whole assembly, for one call
    [DllImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Nap(uint microseconds);
#pragma warning restore SYSLIB1054

    private static byte[] Request(int port, string path, string headers) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: br\r\nCookie: gg_cart=someone\r\n{headers}\r\n");

    private static async Task ReadAsync(Socket socket, Memory<byte> buffer)
    {
        for (var read = 0; read < buffer.Length;)
        {
            var got = await socket.ReceiveAsync(buffer[read..]);
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

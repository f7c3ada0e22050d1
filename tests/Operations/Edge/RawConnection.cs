using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace GigGatek.Tests.Operations.Edge;

/// <summary>A connection that sends what it is told to, right or wrong, and is opened again when the other side hangs up.</summary>
internal sealed class RawConnection(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private TcpClient? _client;
    private BufferedStream? _stream;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task<RawAnswer> AskAsync(RawRequest request, string host = "shop.example")
    {
        var bytes = request.ToBytes(host);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await SendAsync(bytes);
                var answer = await ReadAsync(hasBody: request.Method != "HEAD");
                if (answer.Header("Connection") == "close")
                {
                    Dispose();
                }

                return answer;
            }
            catch (IOException) when (attempt < 2)
            {
                Dispose();    // a connection that was kept alive, and no longer
            }
        }
    }

    public async Task SendAsync(byte[] bytes)
    {
        if (_stream is null)
        {
            _client = new TcpClient { NoDelay = true };
            await _client.ConnectAsync(address.Host, address.Port, Ct);
            _stream = new BufferedStream(_client.GetStream());
        }

        await _stream.WriteAsync(bytes, Ct);
        await _stream.FlushAsync(Ct);
    }

    /// <summary>Everything until the other side hangs up, or is silent for a time.</summary>
    public async Task<string> ReadAllAsync(TimeSpan silence)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            using var patience = new CancellationTokenSource(silence);
            try
            {
                var count = await _stream!.ReadAsync(buffer, patience.Token);
                if (count == 0)
                {
                    return text.ToString();
                }

                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException)
            {
                return text.ToString();
            }
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _client?.Dispose();
        (_stream, _client) = (null, null);
    }

    private async Task<RawAnswer> ReadAsync(bool hasBody)
    {
        var head = await ReadLines();
        var status = int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var answer = new RawAnswer(status, [.. head.Skip(1)], "");
        if (!hasBody || status is 204 or 304)
        {
            return answer;
        }

        var body = answer.Header("Transfer-Encoding") == "chunked" ? await ReadChunks()
            : answer.Header("Content-Length") is { } length ? await ReadExactly(int.Parse(length, CultureInfo.InvariantCulture))
            : [];
        return answer with { Body = Encoding.UTF8.GetString(body) };
    }

    private async Task<byte[]> ReadChunks()
    {
        using var body = new MemoryStream();
        while (true)
        {
            var length = int.Parse(await ReadLine(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Write(await ReadExactly(length));
            await ReadLine();
            if (length == 0)
            {
                return body.ToArray();
            }
        }
    }

    private async Task<byte[]> ReadExactly(int count)
    {
        var bytes = new byte[count];
        await _stream!.ReadExactlyAsync(bytes, Ct).AsTask().WaitAsync(Patience, Ct);
        return bytes;
    }

    private async Task<List<string>> ReadLines()
    {
        List<string> lines = [];
        while (await ReadLine() is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        return lines.Count > 0 ? lines : throw new IOException("There came no answer.");
    }

    private async Task<string> ReadLine()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            if (await _stream!.ReadAsync(one, Ct).AsTask().WaitAsync(Patience, Ct) == 0)
            {
                throw new IOException($"The connection ended after '{line}'.");
            }

            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }
    }
}

/// <summary>What came back.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyList<string> Headers, string Body)
{
    public string? Header(string name) =>
        Headers.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

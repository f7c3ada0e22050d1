using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;

namespace GigGatek.Tests.Integration.Notifications;

/// <summary>
/// A mail server that speaks SMTP (RFC 5321) on a loopback port and can be told to misbehave. What it accepted is a mail
/// that somebody has in his mailbox.
/// </summary>
internal sealed class FakeMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public FakeMailServer(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    public int Port { get; }

    /// <summary>Mails it took responsibility for: answered with 250 after their last line.</summary>
    public ConcurrentQueue<MimeMessage> Accepted { get; } = new();

    /// <summary>Every line that a client said, mail texts excepted.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>What it answers instead of its friendly line; a null leaves that. Asked for <c>CONNECT</c>, each verb, and <c>.</c> for a whole mail.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>Hangs up instead of answering this.</summary>
    public string? HangsUpAt { get; set; }

    /// <summary>Never answers this.</summary>
    public string? IsSilentAt { get; set; }

    /// <summary>What EHLO promises besides the server's name.</summary>
    public string[] Extensions { get; set; } = ["8BITMIME", "ENHANCEDSTATUSCODES"];

    /// <summary>With one it offers STARTTLS, or speaks TLS from the first byte.</summary>
    public X509Certificate2? Certificate { get; set; }

    public bool IsTlsFromTheStart { get; set; }

    /// <summary>Lines that came under TLS.</summary>
    public ConcurrentQueue<string> HeardInPrivate { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                conversations.Add(Converse(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task Converse(TcpClient client)
    {
        using var connection = client;
        Stream stream = client.GetStream();
        var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            if (IsTlsFromTheStart)
            {
                (stream, reader) = await Protect(stream);
            }

            if (!await Say(stream, "CONNECT", "220 mail.example ready"))
            {
                return;
            }

            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                (stream is SslStream ? HeardInPrivate : Heard).Enqueue(line);
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                if (!await Say(stream, verb, Friendly(verb)) || verb == "QUIT")
                {
                    return;
                }

                if (verb == "STARTTLS")
                {
                    (stream, reader) = await Protect(stream);
                }

                if (verb == "DATA" && Answer("DATA") is null && !await Take(reader, stream))
                {
                    return;
                }
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or AuthenticationException)
        {
            // The client hung up, or the test is over.
        }
    }

    private async Task<(Stream Stream, StreamReader Reader)> Protect(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(Certificate!);
        return (tls, new StreamReader(tls, Encoding.Latin1));
    }

    private string Friendly(string verb) => verb switch
    {
        "AUTH" => "235 welcome",
        "EHLO" => string.Concat(Extensions.Append(Certificate is null || IsTlsFromTheStart ? "SIZE" : "STARTTLS").Select(extension => $"250-{extension}\r\n").Prepend("250-mail.example\r\n")) + "250 HELP",
        "DATA" => "354 go on",
        "STARTTLS" => "220 go on",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };

    private async Task<bool> Take(StreamReader reader, Stream stream)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        // It has the mail once it means to say so, whether or not that is heard.
        if ((Answer(".") ?? "250").StartsWith('2'))
        {
            using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
            Accepted.Enqueue(await MimeMessage.LoadAsync(bytes, _stop.Token));
        }

        return await Say(stream, ".", "250 taken");
    }

    private async Task<bool> Say(Stream stream, string to, string friendly)
    {
        if (IsSilentAt == to)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        if (HangsUpAt == to)
        {
            return false;
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes((Answer(to) ?? friendly) + "\r\n"), _stop.Token);
        return true;
    }
}

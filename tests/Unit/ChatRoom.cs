using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace GigGatek.Tests.Unit;

/// <summary>A chat that takes notices over real HTTP, as Slack and Teams do, and refuses what they would: anything but JSON that is posted to the secret address.</summary>
internal sealed class ChatRoom : IAsyncDisposable
{
    private const string Secret = "/services/T0/B0/of-this-room-alone";    // not a secret

    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _taken = new();
    private readonly Task _serving;
    private int _asked;

    public ChatRoom(params IReadOnlyList<int> answers)
    {
        var port = FreePorts.Next();
        Address = $"http://127.0.0.1:{port}{Secret}";
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _serving = ServeAsync(answers);
    }

    /// <summary>Whoever knows it may write here.</summary>
    public string Address { get; }

    /// <summary>How often somebody tried.</summary>
    public int Asked => _asked;

    /// <summary>What was taken, in the order that it came.</summary>
    public IReadOnlyList<JsonElement> Taken => [.. _taken.Select(text => JsonDocument.Parse(text).RootElement)];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    /// <param name="answers">Codes of the first answers; 0: none comes. After them 200.</param>
    private async Task ServeAsync(IReadOnlyList<int> answers)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var code = _asked < answers.Count ? answers[_asked] : 200;
                Interlocked.Increment(ref _asked);
                if (code == 0)
                {
                    continue;
                }

                using var reader = new StreamReader(context.Request.InputStream);
                var text = await reader.ReadToEndAsync();
                var isRight = context.Request is { HttpMethod: "POST", RawUrl: Secret } && context.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true;
                context.Response.StatusCode = isRight ? code : 404;
                if (isRight && code == 200)
                {
                    _taken.Enqueue(text);
                }

                context.Response.Close();
            }
        }
        catch (Exception stopped) when (!_listener.IsListening && stopped is (HttpListenerException or InvalidOperationException))
        {
            // it was closed, while it waited for the next one or before it did
        }
    }
}

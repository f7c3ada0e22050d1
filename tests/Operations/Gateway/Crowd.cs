using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>
/// People who look and send forms, some over connections that they keep, some over a new one for each request. Whatever is not the answer
/// that was due counts.
/// </summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int TurnsOfOne = 24;

    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentQueue<string> _cutOff = new();
    private readonly Task _all;
    private int _answers;

    public Crowd(Uri address, int people, Func<HttpClient, int, Task<HttpResponseMessage>> ask) =>
        _all = Task.WhenAll(Enumerable.Range(0, people).Select(person => Task.Run(() => AsksUntilEnough(address, person, ask))));

    public int Answers => Volatile.Read(ref _answers);

    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Answers that had begun, for who asks with <see cref="HttpCompletionOption.ResponseHeadersRead"/>: he can see that they are not whole.</summary>
    public IReadOnlyCollection<string> CutOff => _cutOff;

    /// <summary>Looks at a page, then sends a form, in turns.</summary>
    public static Task<HttpResponseMessage> LooksAndSends(HttpClient client, int turn) =>
        turn % 2 == 0 ? client.GetAsync(new Uri("/", UriKind.Relative)) : client.PostAsync(new Uri("/form", UriKind.Relative), new StringContent("a form"));

    /// <summary>Waits until so many more answers have come.</summary>
    public async Task GoesOnFor(int answers)
    {
        var goal = Answers + answers;
        await Wait.Until($"{answers} answers", () => Answers >= goal || _failures.Count > 20);
    }

    public async Task Ends()
    {
        await _enough.CancelAsync();
        await _all;
    }

    public async ValueTask DisposeAsync()
    {
        await Ends();
        _enough.Dispose();
    }

    /// <summary>After a while he goes, and another comes in his place: with no cookies, and no connection.</summary>
    private async Task AsksUntilEnough(Uri address, int person, Func<HttpClient, int, Task<HttpResponseMessage>> ask)
    {
        var keeps = person % 2 == 0;
        var client = NewClient(address, keeps);
        for (var turn = person; !_enough.IsCancellationRequested; turn++)
        {
            if ((turn - person) % TurnsOfOne == TurnsOfOne - 1)
            {
                client.Dispose();
                client = NewClient(address, keeps);
            }

            var asked = Stopwatch.GetTimestamp();
            await Ask(client, turn, keeps, ask);
            await Pace.RestAsync(asked, _enough.Token);
        }

        client.Dispose();
    }

    private async Task Ask(HttpClient client, int turn, bool keeps, Func<HttpClient, int, Task<HttpResponseMessage>> ask)
    {
        HttpResponseMessage? answer = null;
        try
        {
            answer = await ask(client, turn);
            if ((int)answer.StatusCode >= 400)
            {
                _failures.Enqueue($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.PathAndQuery}: {(int)answer.StatusCode}");
            }

            await answer.Content.ReadAsByteArrayAsync();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            (answer is null ? _failures : _cutOff).Enqueue($"turn {turn} {(keeps ? "on a kept" : "on a new")} connection: {failure.Message} {failure.InnerException?.Message}");
        }

        answer?.Dispose();
        Interlocked.Increment(ref _answers);
    }

    private static HttpClient NewClient(Uri address, bool keeps) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = new CookieContainer(),
        PooledConnectionLifetime = keeps ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
    })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(40),
    };
}

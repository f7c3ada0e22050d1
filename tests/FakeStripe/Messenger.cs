using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace GigGatek.Tests.FakeStripe;

/// <summary>How the messages travel.</summary>
public sealed record Post
{
    /// <summary>All get lost while this is true.</summary>
    public bool IsLost { get; init; }

    /// <summary>How many copies of each arrive.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>How many are held back, to be sent newest first.</summary>
    public int ShuffledBy { get; init; } = 1;

    /// <summary>How long each is under way.</summary>
    public TimeSpan Delay { get; init; }
}

/// <summary>Sends signed webhooks, and again for what was not taken, as Stripe does.</summary>
internal sealed class Messenger(TimeProvider clock) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly ConcurrentQueue<JsonObject> _waiting = new();
    private readonly ConcurrentBag<Task> _sending = [];

    public Uri? Target { get; set; }

    public IReadOnlyList<string> Secrets { get; set; } = [];

    public Post Post { get; set; } = new();

    public int Delivered;

    public void Send(JsonObject happened)
    {
        var post = Post;
        if (post.IsLost || Target is null)
        {
            return;
        }

        _waiting.Enqueue(happened);
        if (_waiting.Count >= post.ShuffledBy)
        {
            Flush();
        }
    }

    /// <summary>What was held back goes out, newest first.</summary>
    public void Flush()
    {
        var held = new List<JsonObject>();
        while (_waiting.TryDequeue(out var one))
        {
            held.Add(one);
        }

        var post = Post;
        _sending.Add(Task.Run(async () =>
        {
            foreach (var one in Enumerable.Reverse(held).SelectMany(one => Enumerable.Repeat(one, post.Copies)))
            {
                await Deliver(one, post.Delay);
            }
        }));
    }

    public async Task<int> Deliver(string body, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Target) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        using var answer = await _http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>As Stripe signs while a secret is rotated: with all that count (https://docs.stripe.com/webhooks/signature).</summary>
    public static string Sign(string body, DateTimeOffset at, params IEnumerable<string> secrets)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signatures = secrets.Select(secret => "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}"))));
        return $"t={seconds},{string.Join(',', signatures)},v0=0000";
    }

    private async Task Deliver(JsonObject happened, TimeSpan delay)
    {
        await Task.Delay(delay);
        var body = happened.ToJsonString();
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            try
            {
                if (await Deliver(body, Sign(body, clock.GetUtcNow(), Secrets)) is >= 200 and < 300)
                {
                    Interlocked.Increment(ref Delivered);
                    return;
                }
            }
            catch (Exception unanswered) when (unanswered is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // the shop is away: again in a moment
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt));
        }
    }

    public void Dispose() => _http.Dispose();
}

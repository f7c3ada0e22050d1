using System.Text.Json.Nodes;

namespace GigGatek.Tests.FakeStripe;

/// <summary>An answer as it goes out.</summary>
internal sealed record Answer(int Status, JsonObject Body);

/// <summary>
/// Answers by key (https://docs.stripe.com/api/idempotent_requests): kept for a day once an endpoint has begun, failures of
/// Stripe's own included; the same key with other parameters, or while the first is under way, is refused.
/// </summary>
internal sealed class Idempotency(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>The kept answer; null when this request is the first, which must then <see cref="Keep"/> or <see cref="Forget"/>.</summary>
    public Answer? Begin(string key, string asked)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry) || clock.GetUtcNow() - entry.At > Kept)
            {
                _entries[key] = new Entry(asked, null, clock.GetUtcNow());
                return null;
            }

            if (entry.Asked != asked)
            {
                throw new StripeRefusal(
                    400, "idempotency_error", null,
                    $"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{key}' if you meant to execute a different request.")
                { Begun = false };
            }

            return entry.Answer ?? throw new StripeRefusal(
                409, "idempotency_error", "idempotency_key_in_use",
                "There is currently another in-progress request using this Idempotent Key. Try again later.")
            { Begun = false };
        }
    }

    public void Keep(string key, Answer answer)
    {
        lock (_lock)
        {
            _entries[key] = _entries[key] with { Answer = answer };
        }
    }

    public void Forget(string key)
    {
        lock (_lock)
        {
            _entries.Remove(key);
        }
    }

    private sealed record Entry(string Asked, Answer? Answer, DateTimeOffset At);
}

namespace GigGatek.Platform.RateLimits;

/// <summary>
/// The generic cell rate algorithm (ITU-T I.371, annex A): so many requests at once, and so many a minute for good. All that is kept of who asks is his
/// <em>debt</em>, the time until all of the burst is his again; each request adds one interval to it, and time takes it away. In microseconds.
/// </summary>
/// <param name="PerMinute">What is admitted for good; at least 1.</param>
/// <param name="Burst">What is admitted at once; at least 1.</param>
internal readonly record struct Gcra(int PerMinute, int Burst)
{
    public const long Second = 1_000_000;

    private const long Minute = 60 * Second;

    /// <summary>What a request costs. Rounded up: rather a little less than was set than more.</summary>
    public long Interval => (Minute + PerMinute - 1) / PerMinute;

    /// <summary>The debt that leaves nothing.</summary>
    public long Full => Interval * Burst;

    /// <summary>In how many whole seconds the burst comes back.</summary>
    public long Window => ((60L * Burst) + PerMinute - 1) / PerMinute;

    /// <summary>The debt that is left of one that ends at a time. A clock that was put back does not make it larger than it can be.</summary>
    public long DebtAt(long now, long end) => Math.Clamp(end - now, 0, Full);

    /// <summary>Whether somebody with this debt may ask once more.</summary>
    public bool Admits(long debt) => debt + Interval <= Full;

    /// <summary>How long he waits for that; nothing when he need not.</summary>
    public long WaitOf(long debt) => Math.Max(0, debt + Interval - Full);

    /// <summary>How often he may ask at once.</summary>
    public int RemainingOf(long debt) => (int)((Full - debt) / Interval);
}

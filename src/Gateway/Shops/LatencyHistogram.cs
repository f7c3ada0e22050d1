namespace GigGatek.Gateway.Shops;

/// <summary>
/// How many answers took how long. The bounds stand close enough for a quantile to be told to within half of itself, which is
/// what comparing two releases takes.
/// </summary>
internal sealed class LatencyHistogram
{
    private readonly long[] _counts = new long[Bounds.Count + 1];

    /// <summary>Upper bounds in milliseconds, each included; what took longer than the last is counted after it.</summary>
    public static IReadOnlyList<int> Bounds { get; } = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000];

    /// <summary>One count for each bound and one for what is beyond; not cumulated.</summary>
    public IReadOnlyList<long> Counts => [.. Enumerable.Range(0, _counts.Length).Select(i => Interlocked.Read(ref _counts[i]))];

    public void Add(TimeSpan latency)
    {
        var place = 0;
        while (place < Bounds.Count && latency.TotalMilliseconds > Bounds[place])
        {
            place++;
        }

        Interlocked.Increment(ref _counts[place]);
    }
}

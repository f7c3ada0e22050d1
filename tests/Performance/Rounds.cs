using System.Diagnostics;

namespace GigGatek.Tests.Performance;

/// <summary>
/// Measures ours and its limit in turns, so that a noisy neighbour disturbs both alike, and takes medians.
/// </summary>
internal static class Rounds
{
    public static async Task<Ratio> CompareAsync(int rounds, Func<Task<double>> ours, Func<Task<double>> limit)
    {
        await ours();
        await limit();    // warm
        var measured = new List<(double Ours, double Limit)>();
        for (var round = 0; round < rounds; round++)
        {
            measured.Add(round % 2 == 0 ? (await ours(), await limit()) : Swap(await limit(), await ours()));
        }

        return new Ratio(Median(measured.Select(m => m.Ours)), Median(measured.Select(m => m.Limit)), Median(measured.Select(m => m.Ours / m.Limit)));
    }

    /// <summary>How often a second a piece of work runs, one after the other.</summary>
    public static async Task<double> PerSecondAsync(TimeSpan atLeast, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(started) < atLeast)
        {
            for (var i = 0; i < 20; i++)
            {
                await work();
            }

            count += 20;
        }

        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public static double Median(IEnumerable<double> values) => Percentile(values, 50);

    public static double Percentile(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
    }

    private static (double, double) Swap(double limit, double ours) => (ours, limit);
}

/// <summary>Medians of both sides, and the median of the rounds' ratios.</summary>
internal sealed record Ratio(double Ours, double Limit, double Value);

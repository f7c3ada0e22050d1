namespace GigGatek.Operations.Deploy.Judging;

/// <summary>What one colour has answered within some time.</summary>
/// <param name="Bounds">Upper bounds in milliseconds of <paramref name="Latency"/>, which has one more count for what took longer.</param>
/// <param name="Errors">Of them: answers that blame the shop (5xx), and those that never came.</param>
public sealed record ColourReading(long Answers, long Errors, IReadOnlyList<int> Bounds, IReadOnlyList<long> Latency)
{
    /// <summary>Of a colour that has answered nothing.</summary>
    public static ColourReading OfNothing(IReadOnlyList<int> bounds) => new(0, 0, bounds, new long[bounds.Count + 1]);

    /// <summary>Errors among the answers, 0 to 1.</summary>
    public double ErrorShare => Answers == 0 ? 0 : (double)Errors / Answers;

    /// <summary>What came after an earlier reading.</summary>
    public ColourReading Since(ColourReading before) => new(Answers - before.Answers, Errors - before.Errors, Bounds, [.. Latency.Zip(before.Latency, (now, then) => now - then)]);

    /// <summary>Both together; they have the same bounds.</summary>
    public ColourReading Plus(ColourReading other) => new(Answers + other.Answers, Errors + other.Errors, Bounds, [.. Latency.Zip(other.Latency, (one, two) => one + two)]);

    /// <summary>The time in milliseconds that a share of the answers took at most, as near as the bounds tell. Needs answers.</summary>
    public double Quantile(double share)
    {
        var wanted = share * Latency.Sum();
        double passed = 0;
        for (var i = 0; i < Latency.Count; i++)
        {
            if (passed + Latency[i] >= wanted && Latency[i] > 0)
            {
                double from = i == 0 ? 0 : Bounds[i - 1];
                var to = i < Bounds.Count ? Bounds[i] : Bounds[^1] * 2.0;
                return from + ((to - from) * (wanted - passed) / Latency[i]);
            }

            passed += Latency[i];
        }

        return 0;
    }
}

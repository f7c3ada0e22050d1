using System.Diagnostics;

namespace GigGatek.Tests.Operations;

/// <summary>
/// People rest three times as long as what they did has taken them. A handful of them ask a machine with two cores for about half of what it
/// holds, however fast it is, and what is tested is not how it does without any time to spare.
/// </summary>
internal static class Pace
{
    private const int TimesAsLong = 3;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    /// <summary>Rests from what began at a timestamp of <see cref="Stopwatch"/>, until that is enough.</summary>
    public static async Task RestAsync(long began, CancellationToken enough)
    {
        var rest = Stopwatch.GetElapsedTime(began) * TimesAsLong;
        await Task.Delay(rest > Shortest ? rest : Shortest, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

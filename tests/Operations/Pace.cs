using System.Diagnostics;

namespace GigGatek.Tests.Operations;

/// <summary>
/// People rest as long as what they did has taken them, so however fast a machine is, they ask for about half of what it holds, and what is
/// tested is not how it does without any time to spare.
/// </summary>
internal static class Pace
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    /// <summary>Rests from what began at a timestamp of <see cref="Stopwatch"/>, until that is enough.</summary>
    public static async Task RestAsync(long began, CancellationToken enough)
    {
        var took = Stopwatch.GetElapsedTime(began);
        await Task.Delay(took > Shortest ? took : Shortest, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

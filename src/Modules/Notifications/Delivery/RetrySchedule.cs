namespace GigGatek.Notifications.Delivery;

/// <summary>How long a mail waits for its next try: ten seconds at first, twice as long each time, half an hour at most.</summary>
internal static class RetrySchedule
{
    private const double First = 10;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <param name="attempts">Those that failed so far, at least one.</param>
    public static TimeSpan WaitAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, First * Math.Pow(2, Math.Min(attempts, 20) - 1)));
}

namespace GigGatek.Api.Webhooks.Sending;

/// <summary>How long a delivery waits for its next try: the schedule that Standard Webhooks recommends, three days in all.</summary>
internal static class RetrySchedule
{
    private static readonly IReadOnlyList<TimeSpan> Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14),
        TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <param name="attempts">Those that failed so far, at least one.</param>
    /// <returns>Null when it is given up.</returns>
    public static TimeSpan? WaitAfter(int attempts) => attempts <= Waits.Count ? Waits[attempts - 1] : null;
}

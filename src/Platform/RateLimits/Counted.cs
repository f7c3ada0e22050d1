namespace GigGatek.Platform.RateLimits;

/// <summary>One of the things that a request counts to.</summary>
/// <param name="Policy">As answers name it: <c>search</c>.</param>
/// <param name="Key">Whose: unique among all policies.</param>
internal sealed record Counted(string Policy, string Key, Gcra Limit);

/// <summary>What was decided about a request: it is admitted when all that it counts to have room, and else counts to none.</summary>
/// <param name="Debts">Of each that it counts to, after it; in microseconds.</param>
internal sealed record Verdict(bool IsAdmitted, IReadOnlyList<Counted> Counted, IReadOnlyList<long> Debts)
{
    /// <summary>
    /// What is put onto waiting times: clocks of two machines do not run alike, and what a process has learned from Redis is as old as the way from there took.
    /// </summary>
    public const long Slack = 20_000;

    /// <summary>The one that leaves least, or that is waited for longest.</summary>
    public int Tightest { get; } = IsAdmitted
        ? Enumerable.Range(0, Counted.Count).MinBy(i => Counted[i].Limit.RemainingOf(Debts[i]))
        : Enumerable.Range(0, Counted.Count).MaxBy(i => Counted[i].Limit.WaitOf(Debts[i]));

    /// <summary>Whole seconds; who waits as long and asks nothing meanwhile is admitted.</summary>
    public long RetryAfter => SecondsOf(Counted[Tightest].Limit.WaitOf(Debts[Tightest]) + Slack);

    internal static long SecondsOf(long time) => (time + Gcra.Second - 1) / Gcra.Second;
}

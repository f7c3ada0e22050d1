namespace GigGatek.Platform.RateLimits;

/// <summary>
/// Decides about a request: first from what this process knows, so that a flood that is refused already does not reach Redis; then in Redis, for all processes;
/// and alone when Redis does not answer. See docs/decisions/0029.
/// </summary>
internal sealed class RequestLimiter(LocalLimits local, RateLimitMetrics metrics, SharedLimits? shared)
{
    public async ValueTask<Verdict> TakeAsync(IReadOnlyList<Counted> counted)
    {
        var verdict = local.FindRefusal(counted) ?? await TakeTogetherAsync(counted) ?? local.Take(counted);
        metrics.Decided(verdict);
        return verdict;
    }

    /// <summary>The refusal of what is known already to have no room; counts nothing.</summary>
    public Verdict? FindRefusal(IReadOnlyList<Counted> counted)
    {
        var refusal = local.FindRefusal(counted);
        if (refusal is not null)
        {
            metrics.Decided(refusal);
        }

        return refusal;
    }

    private async ValueTask<Verdict?> TakeTogetherAsync(IReadOnlyList<Counted> counted)
    {
        if (shared is null)
        {
            return null;
        }

        var asked = local.Now;
        if (await shared.TakeAsync(counted) is not { } verdict)
        {
            metrics.CountedAlone();
            return null;
        }

        if (local.Now - asked <= Verdict.Slack)    // what took longer is too uncertain to tell anybody how long to wait
        {
            local.Learn(verdict, asked);
        }

        return verdict;
    }
}

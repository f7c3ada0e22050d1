using System.Diagnostics;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Journeys;
using GigGatek.Operations.Deploy.Plans;

namespace GigGatek.Operations.Deploy.Judging;

/// <summary>Judges the new colour beside the old one, by journeys and by what visitors get. One that does worse ends the release.</summary>
public sealed class JudgeColour(ReleaseEnvironment environment, IReleaseTarget target, TrafficShift traffic, Action<string> say)
{
    private const int MostRounds = 8;
    private const int MostSlowSamples = 3;
    private const int All = 100;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private LookAround? _journeys;

    /// <summary>What the old colour's visitors got before they were taken from it.</summary>
    private ColourReading? _visitorsOfOld;

    /// <summary>Buys from shops that no visitor gets to yet, and looks at their pages.</summary>
    /// <exception cref="ReleaseFailedException">With the measure that decided.</exception>
    public async Task ProveAsync(ProveStep step, CancellationToken ct)
    {
        var before = await traffic.ReadAsync(ct);
        var shops = await target.ReachAsync(step.Colour, step.First, step.Count, ct);
        _journeys ??= await LookAround.PrepareAsync(shops[0], ct);
        foreach (var shop in shops)
        {
            if (await _journeys.BuyAsync(shop, ct) is { } fault)
            {
                throw new ReleaseFailedException($"buying a part from {shop.Authority} did not work: {fault}");
            }
        }

        Conclude(await JourneyAsync(step.Old, shops, isAlike: true, ct));
        if (step.Old is not null && _visitorsOfOld is null && before is not null && await traffic.ReadAsync(ct) is { } after && after.Identity == before.Identity)
        {
            _visitorsOfOld = after.Read(step.Old).Since(before.Read(step.Old));
        }
    }

    /// <summary>
    /// Visitors decide, as far as there are enough of them; journeys to both colours make up for those who are missing. Visitors of two
    /// colours do not ask for the same pages, so a colour is slow for them when it stays so. A colour that has all of them is compared with what
    /// the old one's got before: that one has nothing to do any more.
    /// </summary>
    public async Task CompareAsync(CompareStep step, CancellationToken ct)
    {
        Verdict verdict;
        var slow = 0;
        do
        {
            verdict = await VisitorsAsync(step, ct);
            slow = verdict.IsAboutSpeed ? slow + 1 : 0;
        }
        while (slow is > 0 and < MostSlowSamples);

        if (verdict.Conclusion != Conclusion.Hold)
        {
            Conclude(verdict);
            return;
        }

        say($"    visitors: {verdict.Why}");
        Conclude(await JourneyAsync(step.Old, await ReachServingAsync(step.Colour, ct), isAlike: step.Weight < All, ct));
    }

    /// <summary>One sample of what visitors get, or what has come of it in the time that there is for it.</summary>
    private async Task<Verdict> VisitorsAsync(CompareStep step, CancellationToken ct)
    {
        var before = await traffic.ReadAsync(ct);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            await Task.Delay(Look, ct);
            var now = await traffic.ReadAsync(ct);
            var verdict = before is null || now is null || now.Identity != before.Identity
                ? new Verdict(Conclusion.Hold, "the gateway does not tell")
                : Verdict.Of(
                    step.Weight < All ? now.Read(step.Old).Since(before.Read(step.Old)) : _visitorsOfOld ?? ColourReading.OfNothing(now.LatencyBounds),
                    now.Read(step.Colour).Since(before.Read(step.Colour)),
                    step.Rules);
            if (verdict.Conclusion != Conclusion.Hold || Stopwatch.GetElapsedTime(started).TotalSeconds >= step.Rules.SampleSeconds)
            {
                return verdict;
            }
        }
    }

    /// <summary>A shop that was started just now compiles its code and fills its caches: one that is slow is looked at again, and is slow when it stays so.</summary>
    private async Task<Verdict> JourneyAsync(string? old, IReadOnlyList<Uri> shops, bool isAlike, CancellationToken ct)
    {
        _journeys ??= await LookAround.PrepareAsync(shops[0], ct);
        var olds = old is null ? [] : await ReachServingAsync(old, ct);
        for (var round = 1; ; round++)
        {
            var (before, now) = await _journeys.CompareAsync(olds, shops, environment.Release.Sample, ct);
            var verdict = Verdict.Of(before, now, environment.Release, isAlike);
            if (!verdict.IsAboutSpeed || round == MostRounds)
            {
                return verdict;
            }
        }
    }

    /// <summary>As many shops of a colour as the gateway was told of.</summary>
    private async Task<IReadOnlyList<Uri>> ReachServingAsync(string colour, CancellationToken ct) =>
        (await traffic.FindAsync(colour, ct))?.Shops.Count is { } shops and > 0 ? await target.ReachAsync(colour, 1, shops, ct) : [];

    private void Conclude(Verdict verdict)
    {
        if (verdict.Conclusion == Conclusion.GoBack)
        {
            throw new ReleaseFailedException(verdict.Why);
        }

        say($"    {verdict.Why}");
    }
}

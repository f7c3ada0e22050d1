using CsCheck;
using GigGatek.Platform.RateLimits;
using Microsoft.Extensions.Time.Testing;

namespace GigGatek.Tests.Unit.Platform.RateLimits;

/// <summary>What the algorithm promises, for all limits and all ways to ask.</summary>
public sealed class GcraTests
{
    private static readonly Gen<Gcra> AnyLimit = Gen.Select(Gen.Int[1, 20_000], Gen.Int[1, 50], (perMinute, burst) => new Gcra(perMinute, burst));

    /// <summary>Pauses in microseconds: mostly none, so that limits are reached.</summary>
    private static readonly Gen<long[]> AnyPauses = Gen.Frequency((3, Gen.Const(0L)), (2, Gen.Long[0, 200_000]), (1, Gen.Long[0, 20_000_000])).Array[1, 200];

    [Fact]
    public void In_no_span_of_time_more_is_admitted_than_the_burst_and_what_the_rate_gives_in_it() =>
        Gen.Select(AnyLimit, AnyPauses).Sample((limit, pauses) =>
        {
            var admitted = AdmittedAt(limit, pauses);
            for (var first = 0; first < admitted.Count; first++)
            {
                for (var last = first; last < admitted.Count; last++)
                {
                    var most = limit.Burst + ((admitted[last] - admitted[first]) * limit.PerMinute / 60e6);
                    if (last - first + 1 > most + 1e-6)
                    {
                        Assert.Fail($"{last - first + 1} of {limit} between {admitted[first]} and {admitted[last]}");
                    }
                }
            }
        });

    [Fact]
    public void The_whole_burst_is_admitted_at_once_and_one_more_is_not() =>
        AnyLimit.Sample(limit => AdmittedAt(limit, new long[limit.Burst + 1]).Count.ShouldBe(limit.Burst));

    [Fact]
    public void Who_waits_as_long_as_he_was_told_is_admitted_whatever_was_asked_before() =>
        Gen.Select(AnyLimit, AnyLimit, AnyPauses).Sample((own, common, pauses) =>
        {
            var clock = new FakeTimeProvider();
            var limits = new LocalLimits(clock);
            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromMicroseconds(pause));
                limits.Take([new("common", "common:all", common)]);
                if (limits.Take([new("own", "own:one", own), new("common", "common:all", common)]) is { IsAdmitted: false } refused)
                {
                    clock.Advance(TimeSpan.FromSeconds(refused.RetryAfter));
                    limits.Take([new("own", "own:one", own), new("common", "common:all", common)]).IsAdmitted.ShouldBeTrue($"after {refused.RetryAfter} s");
                }
            }
        });

    [Fact]
    public void Who_is_told_that_so_many_are_left_has_exactly_so_many() =>
        Gen.Select(AnyLimit, AnyPauses).Sample((limit, pauses) =>
        {
            var (clock, one) = (new FakeTimeProvider(), new[] { new Counted("one", "one", limit) });
            var limits = new LocalLimits(clock);
            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromMicroseconds(pause));
                limits.Take(one);
            }

            clock.Advance(TimeSpan.FromMicroseconds(limit.Interval));    // at least one is left
            var verdict = limits.Take(one);
            verdict.IsAdmitted.ShouldBeTrue();
            for (var left = limit.RemainingOf(verdict.Debts[0]); left > 0; left--)
            {
                limits.Take(one).IsAdmitted.ShouldBeTrue();
            }

            limits.Take(one).IsAdmitted.ShouldBeFalse();
        });

    [Fact]
    public void A_debt_from_a_clock_that_was_put_back_is_not_longer_than_a_debt_can_be()
    {
        var limit = new Gcra(60, 5);
        limit.DebtAt(now: 1_000_000, end: 3_600_000_000).ShouldBe(limit.Full);
        limit.WaitOf(limit.Full).ShouldBe(limit.Interval);
    }

    private static List<long> AdmittedAt(Gcra limit, long[] pauses)
    {
        var (admitted, now, end) = (new List<long>(), 0L, 0L);
        foreach (var pause in pauses)
        {
            now += pause;
            var debt = limit.DebtAt(now, end);
            if (limit.Admits(debt))
            {
                admitted.Add(now);
                end = now + debt + limit.Interval;
            }
        }

        return admitted;
    }
}

using GigGatek.Platform.RateLimits;
using Microsoft.Extensions.Time.Testing;

namespace GigGatek.Tests.Unit.Platform.RateLimits;

public sealed class LocalLimitsTests
{
    private static readonly Gcra Limit = new(PerMinute: 60, Burst: 2);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void As_many_keys_are_known_as_are_allowed_and_who_goes_on_asking_stays_refused()
    {
        var limits = new LocalLimits(_clock, mostKeys: 1000);
        limits.Take(Ask("steady"));
        limits.Take(Ask("steady"));
        for (var i = 0; i < 100_000; i++)
        {
            limits.Take(Ask($"passing {i}"));
            if (i % 100 == 0)
            {
                limits.Take(Ask("steady")).IsAdmitted.ShouldBeFalse($"after {i} others");
            }
        }

        limits.Count.ShouldBeLessThanOrEqualTo(1000);
    }

    [Fact]
    public void A_request_that_one_limit_refuses_counts_to_none()
    {
        var limits = new LocalLimits(_clock);
        limits.Take(Ask("used up"));
        limits.Take(Ask("used up"));
        for (var i = 0; i < 10; i++)
        {
            limits.Take([.. Ask("used up"), .. Ask("other")]).IsAdmitted.ShouldBeFalse();
        }

        limits.Take(Ask("other")).IsAdmitted.ShouldBeTrue();
        limits.Take(Ask("other")).IsAdmitted.ShouldBeTrue();
    }

    [Fact]
    public void What_others_have_admitted_counts_here_too_and_never_makes_less_of_what_is_known()
    {
        var limits = new LocalLimits(_clock);
        limits.Learn(new Verdict(true, Ask("one"), [Limit.Full]), limits.Now);
        limits.FindRefusal(Ask("one")).ShouldNotBeNull().RetryAfter.ShouldBe(2);    // an interval of a second, and the slack
        limits.Learn(new Verdict(true, Ask("one"), [0]), limits.Now);
        limits.FindRefusal(Ask("one")).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromSeconds(1));
        limits.FindRefusal(Ask("one")).ShouldBeNull();
    }

    [Fact]
    public void The_policy_that_is_waited_for_longest_is_the_one_that_is_told()
    {
        var limits = new LocalLimits(_clock);
        var (quick, slow) = (new Counted("quick", "quick", new(600, 1)), new Counted("slow", "slow", new(6, 1)));
        limits.Take([quick, slow]);
        var refusal = limits.Take([quick, slow]);
        refusal.Counted[refusal.Tightest].Policy.ShouldBe("slow");
        refusal.RetryAfter.ShouldBe(11);
    }

    private static Counted[] Ask(string key) => [new("test", key, Limit)];
}

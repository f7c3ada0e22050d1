using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Judging;

namespace GigGatek.Tests.Unit.Operations.Deploy;

public sealed class VerdictTests
{
    private static readonly int[] Bounds = [1, 10, 100, 1_000];
    private static readonly ReleaseRules Rules = new() { Sample = 200, MoreErrorsPercent = 1, TimesSlower = 2 };

    [Fact]
    public void No_answers_conclude_nothing() => Judge(Fast(0), Fast(0)).Conclusion.ShouldBe(Conclusion.Hold);

    [Fact]
    public void Too_few_answers_of_either_conclude_nothing()
    {
        Judge(Fast(10_000), Fast(199)).Conclusion.ShouldBe(Conclusion.Hold);
        Judge(Fast(199), Fast(10_000)).Conclusion.ShouldBe(Conclusion.Hold);
    }

    [Fact]
    public void Enough_of_both_that_are_alike_go_on() => Judge(Fast(200), Fast(200)).Conclusion.ShouldBe(Conclusion.GoOn);

    [Fact]
    public void One_page_in_twenty_failing_goes_back_and_says_so()
    {
        var verdict = Judge(Fast(200), Fast(200, errors: 10));
        verdict.Conclusion.ShouldBe(Conclusion.GoBack);
        verdict.Why.ShouldBe("10 of its 200 answers were errors (5.0 %), of the old one 0 of 200");
    }

    [Fact]
    public void Errors_are_not_waited_for_until_the_sample_is_full() => Judge(Fast(20), Fast(20, errors: 3)).Conclusion.ShouldBe(Conclusion.GoBack);

    [Fact]
    public void Errors_that_the_old_one_has_as_well_are_not_the_new_ones_fault() =>
        Judge(Fast(200, errors: 12), Fast(200, errors: 12)).Conclusion.ShouldBe(Conclusion.GoOn);

    [Fact]
    public void Two_errors_may_be_anybodys() => Judge(Fast(200), Fast(200, errors: 2)).Conclusion.ShouldBe(Conclusion.GoOn);

    [Fact]
    public void Three_times_slower_goes_back_and_says_so()
    {
        var verdict = Judge(new ColourReading(400, 0, Bounds, [0, 400, 0, 0, 0]), new ColourReading(400, 0, Bounds, [0, 0, 400, 0, 0]));
        verdict.Conclusion.ShouldBe(Conclusion.GoBack);
        verdict.Why.ShouldContain("times as long as the old one's");
    }

    [Fact]
    public void A_slow_tail_alone_goes_back() =>
        Judge(new ColourReading(400, 0, Bounds, [0, 400, 0, 0, 0]), new ColourReading(400, 0, Bounds, [0, 360, 0, 40, 0])).Conclusion.ShouldBe(Conclusion.GoBack);

    [Fact]
    public void A_slow_tail_that_a_small_sample_shows_by_chance_goes_on()
    {
        Verdict.Of(Tail(60, slow: 0), Tail(60, slow: 5), new ReleaseRules { Sample = 60 }).Conclusion.ShouldBe(Conclusion.GoOn);
        Verdict.Of(Tail(600, slow: 0), Tail(600, slow: 50), new ReleaseRules { Sample = 60 }).Conclusion.ShouldBe(Conclusion.GoBack);
    }

    [Fact]
    public void Of_two_that_had_not_the_same_to_do_only_errors_are_compared()
    {
        Verdict.Of(Fast(200), Tail(200, slow: 200), Rules, isAlike: false).Conclusion.ShouldBe(Conclusion.GoOn);
        Verdict.Of(Fast(200), Fast(200, errors: 10), Rules, isAlike: false).Conclusion.ShouldBe(Conclusion.GoBack);
    }

    [Fact]
    public void Slower_by_less_than_a_person_or_the_machine_notices_goes_on() =>
        Judge(new ColourReading(400, 0, [1, 2, 4], [400, 0, 0, 0]), new ColourReading(400, 0, [1, 2, 4], [0, 0, 400, 0])).Conclusion.ShouldBe(Conclusion.GoOn);

    [Fact]
    public void The_first_release_must_do_without_errors()
    {
        Verdict.Of(null, Fast(200), Rules).Conclusion.ShouldBe(Conclusion.GoOn);
        Verdict.Of(null, Fast(200, errors: 5), Rules).Conclusion.ShouldBe(Conclusion.GoBack);
    }

    [Fact]
    public void A_quantile_is_told_from_within_its_bound()
    {
        var reading = new ColourReading(100, 0, Bounds, [50, 0, 50, 0, 0]);
        reading.Quantile(0.25).ShouldBe(0.5, 0.01);
        reading.Quantile(0.75).ShouldBe(55, 0.5);
        reading.Quantile(1).ShouldBe(100, 0.01);
    }

    private static Verdict Judge(ColourReading old, ColourReading @new) => Verdict.Of(old, @new, Rules);

    private static ColourReading Tail(long answers, long slow) => new(answers, 0, Bounds, [0, answers - slow, 0, slow, 0]);

    private static ColourReading Fast(long answers, long errors = 0) => new(answers, errors, Bounds, [0, answers, 0, 0, 0]);
}

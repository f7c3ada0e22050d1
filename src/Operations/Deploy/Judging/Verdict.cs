using System.Globalization;
using GigGatek.Operations.Deploy.Environments;

namespace GigGatek.Operations.Deploy.Judging;

/// <summary>What follows from two readings.</summary>
public enum Conclusion
{
    /// <summary>Too few answers to conclude anything: nothing moves.</summary>
    Hold,

    /// <summary>The new colour does as well as the old one.</summary>
    GoOn,

    /// <summary>It does worse.</summary>
    GoBack,
}

/// <summary>A conclusion, and the measure that decided it.</summary>
/// <param name="IsAboutSpeed">Whether it was too slow, which a shop is while it warms up.</param>
public sealed record Verdict(Conclusion Conclusion, string Why, bool IsAboutSpeed = false)
{
    /// <summary>
    /// Errors this few may be anybody's: with a sample of 200, a build that fails 5 % of its pages shows fewer once in 400 times.
    /// </summary>
    private const int FewErrors = 3;

    /// <summary>Below this the clock and the machine decide, not the build.</summary>
    private const double NoticeableMilliseconds = 5;

    /// <summary>
    /// How far the share of a sample may lie from that of all answers, in standard errors: what is within it is chance. In a sample of
    /// 60, three answers are the slowest 5 %, and one pause of the machine makes three slow.
    /// </summary>
    private const double StandardErrors = 2;

    /// <summary>Judges the new colour beside the old one, over the same time.</summary>
    /// <param name="old">Null at the first release: the new one must do without errors.</param>
    /// <param name="isAlike">Whether both had the same to do, so that their speed can be compared.</param>
    public static Verdict Of(ColourReading? old, ColourReading @new, ReleaseRules rules, bool isAlike = true)
    {
        if (@new.Errors >= FewErrors && @new.ErrorShare > (old?.ErrorShare ?? 0) + (rules.MoreErrorsPercent / 100))
        {
            return new Verdict(Conclusion.GoBack, Say($"{@new.Errors} of its {@new.Answers} answers were errors ({@new.ErrorShare:P1})") + Beside(old));
        }

        if (Math.Min(@new.Answers, old?.Answers ?? long.MaxValue) is var fewest && fewest < rules.Sample)
        {
            return new Verdict(Conclusion.Hold, Say($"{fewest} answers are too few to compare; it takes {rules.Sample}"));
        }

        return old is not null && isAlike ? Slower(old, @new, rules) : new Verdict(Conclusion.GoOn, Say($"{@new.Errors} errors in {@new.Answers} answers") + Beside(old));
    }

    private static Verdict Slower(ColourReading old, ColourReading @new, ReleaseRules rules)
    {
        foreach (var (name, share) in new[] { ("half", 0.5), ("95 %", 0.95) })
        {
            var (before, now) = (old.Quantile(share), @new.Quantile(share - Chance(share, @new.Answers)));
            if (now > NoticeableMilliseconds && now > before * rules.TimesSlower)
            {
                return new Verdict(Conclusion.GoBack, Say($"{name} of its answers took {now:N0} ms, {now / before:N1} times as long as the old one's {before:N0} ms"), IsAboutSpeed: true);
            }
        }

        return new Verdict(Conclusion.GoOn, Say($"{@new.Errors} errors in {@new.Answers} answers, half of them within {@new.Quantile(0.5):N0} ms; the old one {old.Errors} in {old.Answers}, {old.Quantile(0.5):N0} ms"));
    }

    /// <summary>The normal approximation of the binomial: a quantile's rank among n answers has the variance n·p·(1 - p).</summary>
    private static double Chance(double share, long answers) => StandardErrors * Math.Sqrt(share * (1 - share) / answers);

    private static string Beside(ColourReading? old) => old is null ? "" : Say($", of the old one {old.Errors} of {old.Answers}");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

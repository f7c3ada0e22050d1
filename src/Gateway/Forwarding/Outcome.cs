using GigGatek.Gateway.Shops;

namespace GigGatek.Gateway.Forwarding;

/// <summary>What became of one attempt to have a shop answer a request.</summary>
internal enum Outcome
{
    /// <summary>The visitor has an answer, or the part of one that there was; or he went away.</summary>
    Answered,

    /// <summary>Answered, with a status that says that the shop itself cannot: 502, 503 or 504.</summary>
    Failing,

    /// <summary>The shop has no such file, and another may have it.</summary>
    NotFound,

    /// <summary>No byte has left.</summary>
    NeverSent,

    /// <summary>The shop may have received it, and no answer came.</summary>
    Broken,

    /// <summary>The answer broke off within.</summary>
    CutOff,

    /// <summary>The shop has thought for too long.</summary>
    TooSlow,

    /// <summary>More was sent than is taken.</summary>
    TooLarge,

    /// <summary>The visitor has sent too slowly.</summary>
    SentTooSlowly,

    /// <summary>The visitor went away, or sent what is no request.</summary>
    Abandoned,
}

internal static class Outcomes
{
    /// <summary>What it says about the shop.</summary>
    public static Verdict ToVerdict(this Outcome outcome) => outcome switch
    {
        Outcome.Answered or Outcome.NotFound => Verdict.Served,
        Outcome.Failing or Outcome.Broken or Outcome.CutOff or Outcome.TooSlow => Verdict.Failed,
        _ => Verdict.None,
    };
}

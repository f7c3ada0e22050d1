using System.Globalization;
using GigGatek.Operations.Deploy.Environments;

namespace GigGatek.Operations.Deploy.Plans;

/// <summary>One step of a release. Done twice it ends the same, so a release that was interrupted in it can begin it anew.</summary>
/// <param name="Key">What the journal calls it.</param>
/// <param name="Text">What it does, one line.</param>
public abstract record ReleaseStep(string Key, string Text)
{
    /// <summary>Looks only: when it fails the release is refused, and nothing has to go back.</summary>
    public virtual bool IsLook => false;

    /// <summary>Comes when visitors have the release already; it cannot fail any more.</summary>
    public virtual bool IsAfterwards => false;

    /// <summary>Text with numbers, the same wherever it is printed.</summary>
    protected static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Looks at the environment as <c>giggatek doctor</c> does.</summary>
public sealed record DoctorStep(string Version) : ReleaseStep("doctor", "Ask the doctor what is in the way")
{
    /// <inheritdoc />
    public override bool IsLook => true;
}

/// <summary>Looks for what would stop the release halfway, before anything is changed.</summary>
public sealed record CheckStep(string Version) : ReleaseStep("check", $"Look whether {Version} can be released here: its program or image, and what it needs around it")
{
    /// <inheritdoc />
    public override bool IsLook => true;
}

/// <summary>Judges the schema changes that the new version would make.</summary>
public sealed record LintStep(string Version) : ReleaseStep("lint", $"Judge the schema changes that {Version} brings")
{
    /// <inheritdoc />
    public override bool IsLook => true;
}

/// <summary>Runs a command of the environment.</summary>
/// <param name="Number">From 1.</param>
/// <param name="IsBefore">Before anything is changed; else when visitors have the release.</param>
public sealed record HookStep(bool IsBefore, int Number, string Command, int Seconds)
    : ReleaseStep(Say($"{(IsBefore ? "before" : "after")}-{Number}"), Say($"Run “{Command}”, {Seconds} s at most"))
{
    /// <inheritdoc />
    public override bool IsLook => IsBefore;

    /// <inheritdoc />
    public override bool IsAfterwards => !IsBefore;
}

/// <summary>Changes the schema so that both releases can live with it.</summary>
public sealed record ExpandStep(string Version) : ReleaseStep("expand", $"Expand the schema with what {Version} needs");

/// <summary>Stops what an earlier release has left in the place for this one.</summary>
public sealed record ClearStep(string Colour) : ReleaseStep("clear", $"Stop what is still there as {Colour}");

/// <summary>Starts shops; none of them gets a visitor yet.</summary>
/// <param name="First">The first of them, from 1.</param>
/// <param name="Count">How many.</param>
public sealed record StartStep(string Colour, string Version, int First, int Count)
    : ReleaseStep(Say($"start-{First}"), Say($"Start {Count} {(Count == 1 ? "shop" : "shops")} of {Version} as {Colour}"));

/// <summary>Waits until the shops that were started say that they are ready.</summary>
public sealed record ReadyStep(string Colour, int First, int Count, int Seconds) : ReleaseStep(Say($"ready-{First}"), Say($"Wait until {Colour} is ready, {Seconds} s at most"));

/// <summary>Uses the new release as a shopper would, unseen by visitors, beside the old one if there is one.</summary>
/// <param name="Old">Null at the first release.</param>
public sealed record ProveStep(string Colour, string? Old, int First, int Count, ReleaseRules Rules)
    : ReleaseStep(Say($"prove-{First}"), Old is null
        ? Say($"Buy a part from {Colour}, and look at {Rules.Sample} of its pages")
        : Say($"Buy a part from {Colour}, and look at {Rules.Sample} pages of {Old} and of {Colour} in turns: at most {Rules.MoreErrorsPercent} % more errors, at most {Rules.TimesSlower} times slower"));

/// <summary>Gives the new colour its share of the visitors.</summary>
/// <param name="Old">Gets the rest; null at the first release.</param>
/// <param name="Shops">Of the new colour.</param>
public sealed record ShiftStep(string Colour, string Version, string? Old, int Weight, int Shops)
    : ReleaseStep(Say($"shift-{Weight}"), Say($"Give {Colour} {Weight} % of the visitors"));

/// <summary>Compares both colours on what visitors got, and on what journeys got where visitors were too few.</summary>
public sealed record CompareStep(string Colour, string Old, int Weight, ReleaseRules Rules)
    : ReleaseStep(Say($"compare-{Weight}"), Say($"Compare {Colour} with {Old} on {Rules.Sample} answers each"));

/// <summary>Stops one shop of the old colour, whose visitors the new one has taken over.</summary>
public sealed record StopStep(string Colour, int Shop) : ReleaseStep(Say($"stop-{Shop}"), Say($"Stop shop {Shop} of {Colour}"));

/// <summary>Waits until no request to the old colour is under way.</summary>
public sealed record DrainStep(string Colour, int Seconds) : ReleaseStep("drain", Say($"Wait until {Colour}'s last requests have ended, {Seconds} s at most, and keep it for giggatek rollback"));

/// <summary>Starts the gateway, or lets one of this version follow the one that runs.</summary>
public sealed record GatewayStep(string Version, string? Before)
    : ReleaseStep("gateway", Before is null ? "Start the gateway" : $"Let a gateway of {Version} follow the one of {Before}");

/// <summary>Puts a worker of the new version in the place of the one that runs. Shops do its work meanwhile.</summary>
public sealed record WorkerStep(string Version) : ReleaseStep("worker", $"Let a worker of {Version} take the place of the one that runs");

using GigGatek.Operations.Deploy;

namespace GigGatek.Operations.Doctor.Checks;

/// <summary>The clock has not gone back, and agrees with the one of who answers visitors, which may be another machine's.</summary>
/// <param name="ask">The time that a server says it is; null when none answers.</param>
public sealed class ClockCheck(TimeProvider clock, ReleaseHistory history, Func<CancellationToken, Task<DateTimeOffset?>> ask) : IDoctorCheck
{
    /// <summary>HTTP tells whole seconds, and a busy machine answers late.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    private const string Name = "clock";
    private const string Why = "Holds, sessions and mailed links run out at the wrong time.";
    private const string Remedy = "sudo timedatectl set-ntp true && timedatectl";

    public async Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken ct)
    {
        var theirs = await ask(ct);
        var now = clock.GetUtcNow();
        if (history.Entries is { Count: > 0 } entries && entries[^1].At - now > Most)
        {
            return [Diagnosis.Wrong(Name, FormattableString.Invariant($"It is {now:u} here, and the journal has something of {entries[^1].At:u}."), Why, Remedy)];
        }

        return theirs is { } time && (time - now).Duration() > Most
            ? [Diagnosis.Wrong(Name, FormattableString.Invariant($"It is {now:u} here, and the gateway says {time:u}."), Why, Remedy)]
            : [Diagnosis.Fine(Name, FormattableString.Invariant($"It is {now:u}{(theirs is null ? "" : ", for the gateway too")}."))];
    }
}

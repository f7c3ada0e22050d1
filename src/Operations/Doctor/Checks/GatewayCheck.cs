using GigGatek.Operations.Deploy;
using GigGatek.Operations.Deploy.Judging;

namespace GigGatek.Operations.Doctor.Checks;

/// <summary>The gateway answers and follows the state of the release, once something was released.</summary>
/// <param name="read">What all gateways together tell; null when none answers.</param>
/// <param name="deploy">The command that makes a new one.</param>
public sealed class GatewayCheck(Func<CancellationToken, Task<GatewayReport?>> read, ReleaseHistory history, string deploy) : IDoctorCheck
{
    private const string Name = "gateway";
    private const string Release = "release";

    public async Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken ct) =>
    [
        LookAtHistory(),
        history.FindReleased() is null ? Diagnosis.Fine(Name, "None is needed before the first release.") : await LookAtGatewayAsync(ct),
    ];

    private Diagnosis LookAtHistory() =>
        history.FindUnfinished() is { } cut
            ? Diagnosis.Advice(
                Release, $"Release {cut.Release} ({cut.Version}) was cut off in its step {history.FindLastStepOf(cut.Release) ?? "doctor"}, or is under way.", "The next deploy or rollback ends it first.", deploy)
            : Diagnosis.Fine(Release, history.FindReleased() is { } last ? $"{last.Version} as {last.Colour}." : "Nothing was released yet.");

    private async Task<Diagnosis> LookAtGatewayAsync(CancellationToken ct) => await read(ct) switch
    {
        null => Diagnosis.Wrong(Name, "It does not answer at its management address.", "Visitors may get nothing.", deploy),
        { File.Refused: { } refused } => Diagnosis.Wrong(
            Name, FormattableString.Invariant($"It refuses the state of the release{(refused.Line is { } line ? $", line {line}" : "")}: {refused.Reason}"),
            "It follows the last good one; no release comes to its visitors.", deploy),
        var report => Diagnosis.Fine(
            Name, FormattableString.Invariant($"It follows revision {report.File.Revision}: {string.Join(", ", report.Colours.Select(colour => $"{colour.Key} {colour.Value.Weight} %"))}.")),
    };
}

using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Hooks;
using GigGatek.Operations.Deploy.Notices;
using GigGatek.Operations.Doctor;

namespace GigGatek.Operations.Deploy;

/// <summary>What an environment has beside the release itself: its doctor, its hooks, who is told.</summary>
public sealed class ReleaseSurroundings(ReleaseEnvironment environment, EnvironmentDoctor doctor, TimeProvider clock, Action<string> say)
{
    public ReleaseHooks Hooks { get; } = new(environment.Hooks, environment.Name, say);

    public SendNotices Notices { get; } = new(environment.Notices, clock, say);

    /// <summary>Asks the doctor.</summary>
    /// <exception cref="ReleaseFailedException">With all that is in the way.</exception>
    public async Task ExamineAsync(string version, CancellationToken ct)
    {
        var report = await DoctorReport.OfAsync(doctor.ChecksBefore(environment, version), ct);
        if (!report.IsHealthy)
        {
            throw new ReleaseFailedException(string.Join(" ", report.Wrong.Select(wrong => $"{wrong.Says} {wrong.Why} Remedy: {wrong.Remedy}.")));
        }
    }
}

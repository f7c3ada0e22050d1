using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Journals;

namespace GigGatek.Operations.Deploy;

/// <summary>
/// Takes a release back: the old colour gets its visitors, the new one is stopped. From wherever the release stood, whoever began
/// it, and again if it was cut off itself.
/// </summary>
internal sealed class ReturnRelease(IReleaseTarget target, TrafficShift traffic, ReleaseHistory history, ReleaseEnvironment environment, Action<string> say)
{
    public async Task RunAsync(JournalEntry release, string why, CancellationToken ct)
    {
        if (release.Old is { } old && await traffic.FindAsync(release.Colour, ct) is { Weight: > 0 })
        {
            say($"Giving all visitors back to {old} ({release.OldVersion})");
            if (await target.CountRunningAsync(old, release.OldVersion!, ct) < environment.Shops)
            {
                await target.StartAsync(old, release.OldVersion!, 1, environment.Shops, ct);    // a rolling release has stopped some
            }

            await traffic.GiveAllAsync(old, ct);
            await traffic.DrainAsync(release.Colour, TimeSpan.FromSeconds(environment.Release.DrainSeconds), ct);
        }

        if (!NothingWasTouched(release) && await traffic.FindAsync(release.Colour, ct) is not { Weight: > 0 })
        {
            say($"Stopping {release.Colour} ({release.Version})");
            await target.StopAllAsync(release.Colour, ct);
        }

        if (release.OldVersion is { } version && target.HasWorker)
        {
            await target.RenewWorkerAsync(version, ct);
        }

        history.End(release, JournalEvent.Returned, why);
    }

    /// <summary>What is kept warm in the colour stays until a release takes its place.</summary>
    private bool NothingWasTouched(JournalEntry release) => history.FindLastStepOf(release.Release) is null or "check" or "expand";
}

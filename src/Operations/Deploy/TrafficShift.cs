using System.Diagnostics;
using GigGatek.Operations.Deploy.Judging;
using GigGatek.Operations.Deploy.Plans;
using GigGatek.Platform.Releases;

namespace GigGatek.Operations.Deploy;

/// <summary>Says in the state file who gets which visitors, and waits until the gateway does so.</summary>
public sealed class TrafficShift(ReleaseStateFile file, GatewayReadings gateway)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>What the file says; null before the first release.</summary>
    public ReleaseState? State => File.Exists(file.Path) ? file.Read() : null;

    /// <summary>What the gateway tells; null when none runs.</summary>
    public Task<GatewayReport?> ReadAsync(CancellationToken ct) => gateway.ReadAsync(ct);

    /// <summary>Gives the new colour its share.</summary>
    public Task ShiftAsync(ShiftStep step, IReadOnlyList<Uri> shops, CancellationToken ct)
    {
        var old = step.Old is null ? null : State?.Find(step.Old);
        var changed = new ReleaseColour(step.Colour, step.Weight, step.Version, shops);
        return WriteAsync(old is null ? [changed] : [old with { Weight = 100 - step.Weight }, changed], ct);
    }

    /// <summary>Gives all visitors to a colour that the file knows.</summary>
    public Task GiveAllAsync(string colour, CancellationToken ct) =>
        WriteAsync([.. State!.Colours.Select(one => one with { Weight = one.Name == colour ? 100 : 0 })], ct);

    /// <summary>Waits until no request to a colour is under way; as long as that, and no longer.</summary>
    public async Task DrainAsync(string colour, TimeSpan most, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (await gateway.ReadAsync(ct) is { } report && report.Colours.GetValueOrDefault(colour)?.Counts.InFlight > 0 && Stopwatch.GetElapsedTime(started) < most)
        {
            await Task.Delay(Look, ct);
        }
    }

    private async Task WriteAsync(IReadOnlyList<ReleaseColour> colours, CancellationToken ct)
    {
        var before = State;
        var next = new ReleaseState((before?.Revision ?? 0) + 1, colours);
        if (before is null || !before.SaysTheSameAs(next with { Revision = before.Revision }))
        {
            file.Write(next);
        }

        await FollowedAsync(State!.Revision, ct);
    }

    /// <summary>A gateway that does not run yet reads the file when it starts.</summary>
    private async Task FollowedAsync(long revision, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (await gateway.ReadAsync(ct) is { } report && report.File.Revision != revision)
        {
            if (report.File.Refused is { } refused)
            {
                throw new ReleaseFailedException($"the gateway refused the state file: {refused.Reason}");
            }

            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new ReleaseFailedException(FormattableString.Invariant($"the gateway follows revision {report.File.Revision} of the state file and not {revision}; it must read {file.Path}"));
            }

            await Task.Delay(Look, ct);
        }
    }
}

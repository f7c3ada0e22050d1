using System.Diagnostics;
using GigGatek.Operations.Deploy.Judging;
using GigGatek.Operations.Deploy.Plans;
using GigGatek.Platform.Releases;

namespace GigGatek.Operations.Deploy;

/// <summary>Says who gets which visitors, and waits until the gateway does so.</summary>
public sealed class TrafficShift(IReleaseSwitch points)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>What is said now; null before the first release.</summary>
    public Task<ReleaseState?> FindStateAsync(CancellationToken ct) => points.FindStateAsync(ct);

    /// <summary>A colour as it is said now; null when there is none of that name.</summary>
    public async Task<ReleaseColour?> FindAsync(string colour, CancellationToken ct) => (await points.FindStateAsync(ct))?.Find(colour);

    /// <summary>What the gateway tells; null when none runs.</summary>
    public Task<GatewayReport?> ReadAsync(CancellationToken ct) => points.ReadGatewayAsync(ct);

    /// <summary>Gives the new colour its share.</summary>
    public async Task ShiftAsync(ShiftStep step, IReadOnlyList<Uri> shops, CancellationToken ct)
    {
        var old = step.Old is null ? null : await FindAsync(step.Old, ct);
        var changed = new ReleaseColour(step.Colour, step.Weight, step.Version, [.. shops.Select(shop => new ReleaseShop(shop))]);
        await WriteAsync(old is null ? [changed] : [old with { Weight = 100 - step.Weight }, changed], ct);
    }

    /// <summary>Gives all visitors to a colour that is known.</summary>
    public async Task GiveAllAsync(string colour, CancellationToken ct) =>
        await WriteAsync([.. (await FindStateAsync(ct))!.Colours.Select(one => one with { Weight = one.Name == colour ? 100 : 0 })], ct);

    /// <summary>Waits until no request to a colour is under way; as long as that, and no longer.</summary>
    public async Task DrainAsync(string colour, TimeSpan most, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (await ReadAsync(ct) is { } report && report.Colours.GetValueOrDefault(colour)?.Counts.InFlight > 0 && Stopwatch.GetElapsedTime(started) < most)
        {
            await Task.Delay(Look, ct);
        }
    }

    /// <summary>A gateway that does not run yet reads what is said when it starts.</summary>
    private async Task WriteAsync(IReadOnlyList<ReleaseColour> colours, CancellationToken ct)
    {
        var revision = await points.WriteAsync(colours, ct);
        var started = Stopwatch.GetTimestamp();
        while (await ReadAsync(ct) is { } report && report.File.Revision != revision)
        {
            if (report.File.Refused is { } refused)
            {
                throw new ReleaseFailedException($"the gateway refused the state of the release: {refused.Reason}");
            }

            if (Stopwatch.GetElapsedTime(started) > points.Patience)
            {
                throw new ReleaseFailedException(FormattableString.Invariant($"the gateway follows revision {report.File.Revision} of the release's state and not {revision}; it must read {points.Place}"));
            }

            await Task.Delay(Look, ct);
        }
    }
}

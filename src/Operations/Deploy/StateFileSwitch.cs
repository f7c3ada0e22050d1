using GigGatek.Operations.Deploy.Judging;
using GigGatek.Platform.Releases;

namespace GigGatek.Operations.Deploy;

/// <summary>One file, which the one gateway of a machine follows.</summary>
internal sealed class StateFileSwitch(ReleaseStateFile file, GatewayReadings gateway) : IReleaseSwitch
{
    /// <inheritdoc />
    public string Place => file.Path;

    /// <inheritdoc />
    public TimeSpan Patience => TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public Task<ReleaseState?> FindStateAsync(CancellationToken ct) => Task.FromResult(State);

    /// <inheritdoc />
    public Task<long> WriteAsync(IReadOnlyList<ReleaseColour> colours, CancellationToken ct)
    {
        var before = State;
        var next = new ReleaseState((before?.Revision ?? 0) + 1, colours);
        if (before is not null && before.SaysTheSameAs(next with { Revision = before.Revision }))
        {
            return Task.FromResult(before.Revision);
        }

        file.Write(next);
        return Task.FromResult(next.Revision);
    }

    /// <inheritdoc />
    public Task<GatewayReport?> ReadGatewayAsync(CancellationToken ct) => gateway.ReadAsync(ct);

    private ReleaseState? State => File.Exists(file.Path) ? file.Read() : null;
}

using GigGatek.Operations.Deploy.Judging;
using GigGatek.Platform.Releases;

namespace GigGatek.Operations.Deploy.Compose;

/// <summary>
/// The state file of a host. Which version a colour has, its image says: the first state was made before anybody had chosen one.
/// </summary>
internal sealed class HostSwitch(IReleaseSwitch file, HostSettings settings, string image) : IReleaseSwitch
{
    /// <inheritdoc />
    public string Place => file.Place;

    /// <inheritdoc />
    public TimeSpan Patience => file.Patience;

    /// <inheritdoc />
    public async Task<ReleaseState?> FindStateAsync(CancellationToken ct) =>
        await file.FindStateAsync(ct) is { } state ? state with { Colours = [.. state.Colours.Select(colour => colour with { Version = FindVersion(colour.Name) ?? colour.Version })] } : null;

    /// <inheritdoc />
    public Task<long> WriteAsync(IReadOnlyList<ReleaseColour> colours, CancellationToken ct) => file.WriteAsync(colours, ct);

    /// <inheritdoc />
    public Task<GatewayReport?> ReadGatewayAsync(CancellationToken ct) => file.ReadGatewayAsync(ct);

    private string? FindVersion(string colour) =>
        settings.Find(HostSettings.ImageOf(colour)) is { } named && named.StartsWith(image + ":", StringComparison.Ordinal) ? named[(image.Length + 1)..] : null;
}

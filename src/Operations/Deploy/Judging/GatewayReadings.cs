using System.Net.Http.Json;
using System.Text.Json;

namespace GigGatek.Operations.Deploy.Judging;

/// <summary>Reads what the gateway tells at its management address (docs/operations/gateway.md).</summary>
public sealed class GatewayReadings(HttpClient client, Uri management)
{
    /// <summary>Null when no gateway answers there.</summary>
    public async Task<GatewayReport?> ReadAsync(CancellationToken ct)
    {
        try
        {
            return await client.GetFromJsonAsync<GatewayReport>(new Uri(management, "/status"), ct);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }
}

/// <summary>What a release needs of the gateway's status.</summary>
public sealed record GatewayReport(int Process, DateTimeOffset Started, GatewayFile File, IReadOnlyList<int> LatencyBounds, IReadOnlyDictionary<string, GatewayColour> Colours)
{
    /// <summary>Of whoever counted. In a container every process is the first, so its start counts too.</summary>
    public string Identity { get; init; } = FormattableString.Invariant($"{Process} since {Started:O}");

    /// <summary>A colour's counts since that gateway was started; of nothing when it does not know the colour.</summary>
    public ColourReading Read(string colour) => Colours.GetValueOrDefault(colour)?.Counts is { } counts
        ? new ColourReading(counts.Requests, counts.ServerErrors + counts.Unreachable + counts.Broken, LatencyBounds, counts.Latency)
        : ColourReading.OfNothing(LatencyBounds);
}

/// <summary>The state that the gateway follows.</summary>
public sealed record GatewayFile(long Revision, GatewayRefusal? Refused);

/// <summary>Why it does not follow what the file says.</summary>
public sealed record GatewayRefusal(int? Line, string Reason);

/// <summary>One colour.</summary>
public sealed record GatewayColour(int Weight, string Version, GatewayCounts Counts);

/// <summary>Its counts.</summary>
public sealed record GatewayCounts(int InFlight, long Requests, long ServerErrors, long Unreachable, long Broken, IReadOnlyList<long> Latency);

using System.Text;
using System.Text.Json;
using GigGatek.Operations.Deploy.Judging;
using GigGatek.Operations.Deploy.Programs;
using GigGatek.Platform;
using GigGatek.Platform.Releases;

namespace GigGatek.Operations.Deploy.Kubernetes;

/// <summary>The weights of the chart, in a ConfigMap that each gateway's pod has mounted.</summary>
internal sealed class ClusterSwitch(Cluster cluster, ClusterCommands commands) : IReleaseSwitch
{
    private const string GatewayLabel = "app.kubernetes.io/component=gateway";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <inheritdoc />
    public string Place => "the ConfigMap that the chart makes";

    /// <summary>A kubelet that was told to look does so within seconds; one that was not, within two minutes.</summary>
    public TimeSpan Patience => TimeSpan.FromMinutes(3);

    /// <inheritdoc />
    public async Task<ReleaseState?> FindStateAsync(CancellationToken ct)
    {
        if (await cluster.FindWishAsync(ct) is not { } wish)
        {
            return null;
        }

        var maps = await cluster.GetAsync("configmap", ct, GatewayLabel);
        if (maps.Select(map => (string?)map["data"]?["release.json"]).FirstOrDefault(text => text is not null) is not { } text)
        {
            return null;
        }

        var state = new ReleaseStateFile("release.json").Parse(Encoding.UTF8.GetBytes(text));
        return state with { Colours = [.. state.Colours.Select(colour => colour with { Version = wish.Find(colour.Name).Version })] };    // with its digest
    }

    /// <summary>The revision is helm's.</summary>
    public async Task<long> WriteAsync(IReadOnlyList<ReleaseColour> colours, CancellationToken ct)
    {
        await cluster.ChangeAsync(wish => wish.With(colours), ct);
        if (await GatewaysAsync(ct) is { Count: > 0 })
        {
            await cluster.DoAsync(commands.Look(Secrets.NewReadable(12)), ct);
        }

        return (await FindStateAsync(ct))!.Revision;
    }

    /// <inheritdoc />
    public async Task<GatewayReport?> ReadGatewayAsync(CancellationToken ct)
    {
        var reports = await Task.WhenAll((await GatewaysAsync(ct)).Select(pod => ReadAsync(pod, ct)));
        return reports.Length == 0 ? null : GatewayReports.Sum(reports);
    }

    private async Task<IReadOnlyList<string>> GatewaysAsync(CancellationToken ct) =>
        [.. (await cluster.GetAsync("pods", ct, GatewayLabel)).Where(ClusterPods.IsReady).Select(ClusterPods.NameOf).Order(StringComparer.Ordinal)];

    /// <summary>One whose numbers are missing must not be taken for one that has none.</summary>
    private async Task<GatewayReport> ReadAsync(string pod, CancellationToken ct)
    {
        OutsideAnswer answer;
        for (var tries = 1; ; tries++)
        {
            answer = await OutsideProgram.RunAsync(commands.Status(pod), ct);
            if (answer.Code == 0)
            {
                var report = JsonSerializer.Deserialize<GatewayReport>(answer.Output, Json)!;
                return report with { Identity = $"{pod} {report.Identity}" };
            }

            if (tries == 3)
            {
                throw new ReleaseFailedException($"the gateway {pod} does not tell: {answer.Why}");
            }

            await Task.Delay(TimeSpan.FromSeconds(1), ct);
        }
    }
}

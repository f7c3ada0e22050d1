using System.Text.Json.Nodes;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Plans;
using GigGatek.Operations.Deploy.Programs;
using GigGatek.Platform.Releases;

namespace GigGatek.Operations.Deploy.Kubernetes;

/// <summary>
/// Releases as values of the chart deploy/helm/giggatek: each step says all of them anew, so helm's history is a list of whole states. A
/// colour is one address, its Service; how many pods are behind it the chart's values say.
/// </summary>
internal sealed class KubernetesTarget : IReleaseTarget
{
    /// <summary>As environments call it.</summary>
    public const string Name = "kubernetes";

    private readonly ClusterCommands _commands;
    private readonly Cluster _cluster;
    private readonly TrialPod _trial;
    private readonly PortForwards _ways;
    private readonly ReleaseEnvironment _environment;

    public KubernetesTarget(ReleaseEnvironment environment, Action<string> say)
    {
        _environment = environment;
        _commands = new ClusterCommands(environment);
        _cluster = new Cluster(_commands, say);
        _trial = new TrialPod(environment, _cluster, _commands);
        _ways = new PortForwards(_commands);
        Switch = new ClusterSwitch(_cluster, _commands);
    }

    /// <inheritdoc />
    public IReleaseSwitch Switch { get; }

    /// <inheritdoc />
    public bool HasWorker => true;

    /// <summary>The cluster itself fetches the image and runs it once.</summary>
    public async Task CheckAsync(string version, CancellationToken ct)
    {
        ImageVersion.Parse(version);
        if (await _trial.FindWhyNotAsync(version, ct, "--version") is { } why)
        {
            throw new ReleaseFailedException($"the cluster cannot run {_environment.Image}:{version}: {why}");
        }
    }

    /// <summary>By the chart's hook, which alone has the new version then. A first install does it by itself.</summary>
    public async Task ExpandAsync(string version, CancellationToken ct)
    {
        if (await _cluster.FindWishAsync(ct) is not null)
        {
            await _cluster.ChangeAsync(wish => Expanded(wish, version), ct, hooks: true);
        }
    }

    /// <inheritdoc />
    public Task<string?> FindUnsafeAsync(string version, CancellationToken ct) => _trial.FindWhyNotAsync(version, ct, "migrate", "--lint", "--data", "/data");

    /// <inheritdoc />
    public Task<string?> FindWhyNotAsync(string version, CancellationToken ct) => _trial.FindWhyNotAsync(version, ct, "migrate", "--plan", "--data", "/data");

    /// <inheritdoc />
    public async Task StartAsync(string colour, string version, int first, int count, CancellationToken ct)
    {
        if (await _cluster.FindWishAsync(ct) is null)
        {
            await _cluster.InstallAsync(ChartWish.First(colour, version), ct);
        }
        else
        {
            await _cluster.ChangeAsync(wish => Started(wish, colour, version), ct);
        }
    }

    /// <inheritdoc />
    public async Task<int> CountRunningAsync(string colour, string version, CancellationToken ct) =>
        await _cluster.FindWishAsync(ct) is { } wish && wish.Find(colour) is { IsEnabled: true } said && said.Version == version && await FindDeploymentAsync(colour, ct) is { } shops && ClusterPods.IsComplete(shops) ? 1 : 0;

    /// <inheritdoc />
    public async Task<string?> FindEndedAsync(string colour, int first, int count, CancellationToken ct)
    {
        foreach (var pod in await _cluster.GetAsync("pods", ct, LabelsOf(colour)))
        {
            if (pod["metadata"]!["deletionTimestamp"] is null && ClusterPods.FindWhyNot(pod) is { } why)
            {
                var log = why.HasLog ? await OutsideProgram.RunAsync(_commands.Logs(ClusterPods.NameOf(pod), previous: true), ct) : null;
                return log is { Code: 0 } ? LastWords.Of(log.Output.Split('\n')) : why.Reason;
            }
        }

        return null;
    }

    /// <summary>As the chart names it; the ConfigMap is the chart's, so nobody else says it.</summary>
    public IReadOnlyList<Uri> AddressesOf(string colour, int first, int count) => [new($"http://{NameOf(colour)}:8080")];

    /// <summary>One, when all pods of the colour are ready.</summary>
    public async Task<IReadOnlyList<Uri>> ReachAsync(string colour, int first, int count, CancellationToken ct) =>
        await FindDeploymentAsync(colour, ct) is { } shops && ClusterPods.IsComplete(shops) ? [await _ways.OpenAsync(ClusterPods.NameOf(shops), ct)] : [];

    /// <inheritdoc />
    public Task StopAsync(string colour, int shop, CancellationToken ct) => StopAllAsync(colour, ct);

    /// <inheritdoc />
    public async Task StopAllAsync(string colour, CancellationToken ct)
    {
        if (await _cluster.FindWishAsync(ct) is not null)
        {
            await _cluster.ChangeAsync(wish => Stopped(wish, colour), ct);
        }
    }

    /// <inheritdoc />
    public async Task<string?> FindGatewayVersionAsync(CancellationToken ct) => (await _cluster.FindWishAsync(ct))?.Version;

    /// <summary>Pod by pod, as Deployments do; the gateways leave their Service by their readiness. The worker has the same image, and comes with it.</summary>
    public Task RenewGatewayAsync(string version, CancellationToken ct) => _cluster.ChangeAsync(wish => wish with { Version = version }, ct, wait: true);

    /// <inheritdoc />
    public Task RenewWorkerAsync(string version, CancellationToken ct) => RenewGatewayAsync(version, ct);

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> TellCommandsAsync(ReleasePlan plan, CancellationToken ct)
    {
        var wish = await _cluster.FindWishAsync(ct);
        var lines = new List<string>();
        foreach (var (step, i) in plan.Steps.Select((step, i) => (step, i)))
        {
            var next = After(wish, step);
            if (next != wish || (step is ExpandStep && wish is not null))
            {
                lines.Add(FormattableString.Invariant($"{i + 1,3}. {_commands.Upgrade(next!, hooks: wish is null || step is ExpandStep, wait: step is GatewayStep)}"));
            }

            wish = next;
        }

        return lines;
    }

    /// <summary>What is said to the chart when a step is done.</summary>
    private static ChartWish? After(ChartWish? wish, ReleaseStep step) => (wish, step) switch
    {
        (null, StartStep start) => ChartWish.First(start.Colour, start.Version),
        (null, _) => null,
        (_, ExpandStep expand) => Expanded(wish, expand.Version),
        (_, ClearStep clear) => Stopped(wish, clear.Colour),
        (_, StartStep start) => Started(wish, start.Colour, start.Version),
        (_, ShiftStep shift) => wish.With([new ReleaseColour(shift.Colour, shift.Weight, shift.Version, []), .. shift.Old is { } old ? [new ReleaseColour(old, 100 - shift.Weight, "", [])] : Array.Empty<ReleaseColour>()]),
        (_, StopStep stop) => Stopped(wish, stop.Colour),
        (_, GatewayStep gateway) => wish with { Version = gateway.Version },
        _ => wish,
    };

    private static ChartWish Expanded(ChartWish wish, string version) => wish with { MigrationVersion = version };

    private static ChartWish Started(ChartWish wish, string colour, string version) => wish.With(colour, one => one with { IsEnabled = true, Version = version });

    /// <summary>One that has visitors stays: whoever asks for that is wrong.</summary>
    private static ChartWish Stopped(ChartWish wish, string colour) =>
        wish.With(colour, one => one.Weight == 0 ? one with { IsEnabled = false } : throw new ReleaseFailedException(FormattableString.Invariant($"{colour} has {one.Weight} % of the visitors and cannot be stopped")));

    private async Task<JsonNode?> FindDeploymentAsync(string colour, CancellationToken ct) => await _cluster.GetAsync("deployments", ct, LabelsOf(colour)) is [var first, ..] ? first : null;

    private static string[] LabelsOf(string colour) => ["app.kubernetes.io/component=shop", $"giggatek.dev/colour={colour}"];

    /// <summary>As templates/_names.tpl has it.</summary>
    private string NameOf(string colour)
    {
        var release = _environment.Kubernetes.Release;
        var name = release.Contains("giggatek", StringComparison.Ordinal) ? release : $"{release}-giggatek";
        return $"{(name.Length > 40 ? name[..40] : name).TrimEnd('-')}-shop-{colour}";
    }
}

using System.Globalization;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Programs;

namespace GigGatek.Operations.Deploy.Kubernetes;

/// <summary>
/// The commands of helm and kubectl that a release takes, each as a person would type it. Those of helm that change something take turns
/// by flock, which the command itself holds: one that outlives a killed tool is waited for by the next.
/// </summary>
internal sealed class ClusterCommands(ReleaseEnvironment environment)
{
    private readonly KubernetesPlace _place = environment.Kubernetes;

    /// <param name="hooks">Whether the schema is expanded first. No other step needs it, and it takes seconds.</param>
    /// <param name="wait">Whether it ends when all pods are ready.</param>
    public OutsideCommand Upgrade(ChartWish wish, bool hooks = false, bool wait = false) => HelmInTurn(
    [
        "upgrade", "--install", _place.Release, _place.Chart, .. _place.Values.SelectMany(file => (string[])["--values", file]), .. wish.Arguments(environment.Image),
        .. hooks ? [] : (string[])["--no-hooks"], .. wait ? ["--wait"] : Array.Empty<string>(), "--timeout", Timeout,
    ]);

    /// <summary>What an upgrade that was cut off takes: helm refuses every other until that is done.</summary>
    public OutsideCommand Rollback(int revision) => HelmInTurn("rollback", _place.Release, revision.ToString(CultureInfo.InvariantCulture), "--no-hooks", "--timeout", Timeout);

    public OutsideCommand History() => Helm("history", _place.Release, "--max", "20", "--output", "json");

    public OutsideCommand Values() => Helm("get", "values", _place.Release, "--output", "json");

    /// <summary>Objects of this release, by kind and labels.</summary>
    public OutsideCommand Get(string kind, params string[] labels) =>
        Kubectl("get", kind, "--selector", string.Join(',', [$"app.kubernetes.io/instance={_place.Release}", .. labels]), "--output", "json");

    /// <summary>What a gateway's pod tells, by way of the cluster's API.</summary>
    public OutsideCommand Status(string pod) => Kubectl("get", "--raw", $"/api/v1/namespaces/{_place.Namespace}/pods/{pod}:8081/proxy/status");

    /// <summary>Kubelets renew a mounted ConfigMap once a minute or so, and at once when its pod changes.</summary>
    public OutsideCommand Look(string mark) => Kubectl(
        "annotate", "pods", "--selector", $"app.kubernetes.io/instance={_place.Release},app.kubernetes.io/component=gateway", "--overwrite", $"giggatek.dev/look={mark}");

    public OutsideCommand Logs(string pod, bool previous) => Kubectl(["logs", pod, "--tail", "200", .. previous ? ["--previous"] : Array.Empty<string>()]);

    public OutsideCommand Forward(string deployment) => Kubectl("port-forward", $"deployment/{deployment}", ":8080", "--address", "127.0.0.1");

    public OutsideCommand Create(string manifest) => Kubectl("create", "--filename", "-") with { Input = manifest };

    public OutsideCommand GetPod(string pod) => Kubectl("get", "pod", pod, "--output", "json");

    public OutsideCommand DeletePod(string pod) => Kubectl("delete", "pod", pod, "--ignore-not-found", "--wait");

    private string Timeout => string.Create(CultureInfo.InvariantCulture, $"{_place.TimeoutSeconds}s");

    private OutsideCommand Helm(params string[] arguments) =>
        new(["helm", .. _place.Context.Length > 0 ? ["--kube-context", _place.Context] : Array.Empty<string>(), "--namespace", _place.Namespace, .. arguments]);

    private OutsideCommand HelmInTurn(params string[] arguments)
    {
        var helm = Helm(arguments);
        return helm with
        {
            Words = ["flock", "--timeout", (2 * _place.TimeoutSeconds).ToString(CultureInfo.InvariantCulture), Path.Combine(environment.State, "helm.lock"), .. helm.Words],
        };
    }

    private OutsideCommand Kubectl(params string[] arguments) =>
        new(["kubectl", .. _place.Context.Length > 0 ? ["--context", _place.Context] : Array.Empty<string>(), "--namespace", _place.Namespace, .. arguments]);
}

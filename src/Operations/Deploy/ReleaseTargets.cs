using GigGatek.Operations.Deploy.Compose;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Judging;
using GigGatek.Operations.Deploy.Kubernetes;
using GigGatek.Operations.Deploy.Processes;
using GigGatek.Platform.Releases;

namespace GigGatek.Operations.Deploy;

/// <summary>The places that an environment may be.</summary>
internal static class ReleaseTargets
{
    /// <summary>As environments call them.</summary>
    public static IReadOnlyList<string> Names { get; } = [ProcessTarget.Name, ComposeTarget.Name, KubernetesTarget.Name];

    /// <param name="say">Hears which commands are run.</param>
    public static IReleaseTarget Open(ReleaseEnvironment environment, Action<string> say) => environment.Target switch
    {
        ComposeTarget.Name => new ComposeTarget(environment, SwitchOf(environment), say),
        KubernetesTarget.Name => new KubernetesTarget(environment, say),
        _ => new ProcessTarget(environment, SwitchOf(environment)),
    };

    private static StateFileSwitch SwitchOf(ReleaseEnvironment environment) =>
        new(new ReleaseStateFile(environment.StateFile), new GatewayReadings(NewClient(), new Uri(environment.Gateway.Management)));

    /// <summary>A connection for each question: a gateway that follows another is met at once.</summary>
    private static HttpClient NewClient() => new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(5) };
}

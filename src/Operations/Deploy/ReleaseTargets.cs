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
    /// <param name="say">Hears which commands are run.</param>
    public static IReleaseTarget Open(ReleaseEnvironment environment, Action<string> say) => environment.Target switch
    {
        ComposeTarget.Name => new ComposeTarget(environment, SwitchOf(environment), say),
        KubernetesTarget.Name => new KubernetesTarget(environment, say),
        _ => new ProcessTarget(environment, SwitchOf(environment)),
    };

    private static StateFileSwitch SwitchOf(ReleaseEnvironment environment) =>
        new(new ReleaseStateFile(environment.StateFile), new GatewayReadings(HttpClients.Short(), new Uri(environment.Gateway.Management)));
}

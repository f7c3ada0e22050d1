using System.Globalization;
using System.Text;
using GigGatek.Platform.Releases;

namespace GigGatek.Tests.Operations.Helm;

/// <summary>Whether what names something else names something that is there. Each answers with sentences about what is not.</summary>
internal static class WiringRules
{
    /// <summary>All rules but those of the network.</summary>
    public static IEnumerable<string> Check(IReadOnlyList<Manifest> manifests) =>
        Names(manifests).Concat(Deployments(manifests)).Concat(Services(manifests)).Concat(Doors(manifests)).Concat(Release(manifests)).Concat(Hooks(manifests));

    /// <summary>Every pod is picked by a policy that denies both ways, and by one that allows.</summary>
    public static IEnumerable<string> CheckNetwork(IReadOnlyList<Manifest> manifests)
    {
        var policies = manifests.Where(manifest => manifest.Kind == "NetworkPolicy").ToList();
        foreach (var pod in manifests.Select(manifest => manifest.Pod).OfType<PodTemplate>())
        {
            var mine = policies.Where(policy => policy.Node.Map("spec", "podSelector", "matchLabels").Picks(pod.Labels)).ToList();
            if (!mine.Any(policy => policy.Node.At("spec", "ingress") is null && policy.Node.At("spec", "egress") is null))
            {
                yield return $"{pod.Name}: no policy denies by default";
            }

            if (!mine.Any(policy => policy.Node.At("spec", "egress") is not null))
            {
                yield return $"{pod.Name}: no policy says what it may reach";
            }
        }

        foreach (var policy in policies)
        {
            if (!policy.Node.List("spec", "policyTypes").Select(type => type.ToString()).Order(StringComparer.Ordinal).SequenceEqual(["Egress", "Ingress"]))
            {
                yield return $"{policy.Name}: it leaves one way open";
            }

            foreach (var rule in policy.Node.List("spec", "ingress").Concat(policy.Node.List("spec", "egress")))
            {
                if (rule.List("from").Count + rule.List("to").Count == 0 || rule.List("ports").Count == 0)
                {
                    yield return $"{policy.Name}: a rule without peers or without ports allows all of them";
                }
            }
        }
    }

    private static IEnumerable<string> Names(IReadOnlyList<Manifest> manifests) =>
        manifests.GroupBy(manifest => (manifest.Kind, manifest.Name)).Where(same => same.Count() > 1).Select(same => $"{same.Key.Kind} {same.Key.Name} is there twice")
            .Concat(manifests.Where(manifest => manifest.Name.Length > 63).Select(manifest => $"{manifest.Name} is too long a name"));

    private static IEnumerable<string> Deployments(IReadOnlyList<Manifest> manifests)
    {
        foreach (var deployment in manifests.Where(manifest => manifest.Kind == "Deployment"))
        {
            var selector = deployment.Node.Map("spec", "selector", "matchLabels");
            if (!selector.Picks(deployment.Pod!.Labels) || selector.Count < 3)
            {
                yield return $"{deployment.Name}: its selector does not pick its own pods alone";
            }

            if (deployment.Node.Text("spec", "strategy", "rollingUpdate", "maxUnavailable") != "0")
            {
                yield return $"{deployment.Name}: a release has fewer pods than asked for";
            }

            var scaled = manifests.Any(manifest => manifest.Kind == "HorizontalPodAutoscaler" && manifest.Node.Text("spec", "scaleTargetRef", "name") == deployment.Name);
            if (scaled == deployment.Node.At("spec", "replicas") is not null)
            {
                yield return $"{deployment.Name}: its number of pods is said twice, or never";
            }

            foreach (var spread in deployment.Pod!.Spec.List("topologySpreadConstraints").Where(spread => !spread.Map("labelSelector", "matchLabels").Picks(deployment.Pod.Labels)))
            {
                yield return $"{deployment.Name}: it is spread away from others, by {spread.Text("topologyKey")}";
            }

            var budgets = manifests.Where(manifest => manifest.Kind == "PodDisruptionBudget" && manifest.Node.Map("spec", "selector", "matchLabels").Picks(deployment.Pod.Labels));
            if (budgets.Count() != 1)
            {
                yield return $"{deployment.Name}: it has not one disruption budget; of two, Kubernetes evicts nothing";
            }
        }

        foreach (var scaler in manifests.Where(manifest => manifest.Kind == "HorizontalPodAutoscaler"))
        {
            if (!manifests.Any(manifest => manifest.Kind == "Deployment" && manifest.Name == scaler.Node.Text("spec", "scaleTargetRef", "name")))
            {
                yield return $"{scaler.Name}: it scales nothing";
            }
        }
    }

    private static IEnumerable<string> Services(IReadOnlyList<Manifest> manifests)
    {
        foreach (var service in manifests.Where(manifest => manifest.Kind == "Service"))
        {
            var pods = manifests.Where(manifest => manifest.Kind == "Deployment").Select(manifest => manifest.Pod!).Where(pod => service.Node.Map("spec", "selector").Picks(pod.Labels)).ToList();
            if (pods.Count != 1)
            {
                yield return $"{service.Name}: it leads to {pods.Count} Deployments";
            }

            foreach (var port in service.Node.List("spec", "ports").Where(port => pods.Any(pod => !pod.Ports.ContainsKey(port.Text("targetPort")!))))
            {
                yield return $"{service.Name}: no pod has the port {port.Text("targetPort")}";
            }
        }
    }

    private static IEnumerable<string> Doors(IReadOnlyList<Manifest> manifests)
    {
        var backends = manifests.Where(manifest => manifest.Kind == "Ingress")
            .SelectMany(door => door.Node.List("spec", "rules")).SelectMany(rule => rule.List("http", "paths")).Select(path => (Name: path.Text("backend", "service", "name"), Port: path.Text("backend", "service", "port", "name")))
            .Concat(manifests.Where(manifest => manifest.Kind == "HTTPRoute").SelectMany(door => door.Node.List("spec", "rules")).SelectMany(rule => rule.List("backendRefs")).Select(backend => (Name: backend.Text("name"), Port: backend.Text("port"))));
        foreach (var (name, port) in backends)
        {
            if (!manifests.Any(manifest => manifest.Kind == "Service" && manifest.Name == name && manifest.Node.List("spec", "ports").Any(open => open.Text("name") == port || open.Text("port") == port)))
            {
                yield return $"a door leads to {name}:{port}, which is not there";
            }
        }
    }

    /// <summary>That the gateway would take the state, and that each shop in it is the Service of that colour.</summary>
    private static IEnumerable<string> Release(IReadOnlyList<Manifest> manifests)
    {
        var text = manifests.Single(manifest => manifest.Kind == "ConfigMap").Node.Text("data", "release.json")!;
        var (state, refusal) = ReadState(text);
        if (refusal is not null)
        {
            yield return $"the state of the release is not one: {refusal}";
        }

        foreach (var colour in state?.Colours ?? [])
        {
            var shop = colour.Shops.Single().Address;
            var service = manifests.SingleOrDefault(manifest => manifest.Kind == "Service" && manifest.Name == shop.Host);
            if (service?.Node.Map("spec", "selector").GetValueOrDefault("giggatek.dev/colour") != colour.Name || service.Node.List("spec", "ports").All(port => port.Text("port") != shop.Port.ToString(CultureInfo.InvariantCulture)))
            {
                yield return $"{colour.Name} is at {shop}, which is not its Service";
            }

            var image = manifests.Where(manifest => manifest.Kind == "Deployment").Select(manifest => manifest.Pod!).Single(pod => pod.Labels.GetValueOrDefault("giggatek.dev/colour") == colour.Name).Container.Text("image")!;
            if (image.Split('@')[0].Split(':')[^1] != colour.Version)
            {
                yield return $"{colour.Name} runs {image}, not what the state of the release says";
            }
        }
    }

    private static (ReleaseState? State, string? Refusal) ReadState(string text)
    {
        try
        {
            return (new ReleaseStateFile("release.json").Parse(Encoding.UTF8.GetBytes(text)), null);
        }
        catch (ReleaseStateRefusedException refused)
        {
            return (null, refused.Message);
        }
    }

    /// <summary>What a hook's pod needs is a hook that comes before it: on the first install nothing else is there yet.</summary>
    private static IEnumerable<string> Hooks(IReadOnlyList<Manifest> manifests)
    {
        foreach (var job in manifests.Where(manifest => manifest is { Kind: "Job", Hook: not null } && manifest.Hook.Contains("pre-install", StringComparison.Ordinal)))
        {
            var account = manifests.Single(manifest => manifest.Kind == "ServiceAccount" && manifest.Name == job.Pod!.Spec.Text("serviceAccountName"));
            var policies = manifests.Where(manifest => manifest.Kind == "NetworkPolicy" && manifest.Node.At("spec", "egress") is not null && manifest.Node.Map("spec", "podSelector", "matchLabels").Picks(job.Pod!.Labels));
            var external = manifests.Where(manifest => manifest.Kind == "ExternalSecret");
            foreach (var needed in policies.Concat(external).Append(account).Where(needed => needed.Hook?.Contains("pre-install", StringComparison.Ordinal) is not true || needed.HookWeight >= job.HookWeight))
            {
                yield return $"{job.Name} comes before the {needed.Kind} that it needs";
            }
        }
    }
}

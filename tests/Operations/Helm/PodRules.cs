using System.Globalization;

namespace GigGatek.Tests.Operations.Helm;

/// <summary>What must be so of every pod, whatever the values are. Each answers with sentences about what is not.</summary>
internal static class PodRules
{
    /// <summary>All rules.</summary>
    public static IEnumerable<string> Check(IReadOnlyList<Manifest> manifests) =>
        manifests.Select(manifest => manifest.Pod).OfType<PodTemplate>().SelectMany(pod =>
            Confinement(pod).Concat(Needs(pod)).Concat(Identity(pod, manifests)).Concat(Secrets(pod)).Concat(End(pod)).Concat(Stability(pod)).Select(fault => $"{pod.Name}: {fault}"));

    private static IEnumerable<string> Confinement(PodTemplate pod)
    {
        foreach (var (path, right) in new (string[], string)[]
        {
            (["securityContext", "runAsNonRoot"], "true"), (["securityContext", "runAsUser"], "1654"), (["securityContext", "seccompProfile", "type"], "RuntimeDefault"),
        })
        {
            if (pod.Spec.Text(path) != right)
            {
                yield return $"{string.Join('.', path)} is not {right}";
            }
        }

        foreach (var (key, right) in new[] { ("runAsNonRoot", "true"), ("readOnlyRootFilesystem", "true"), ("allowPrivilegeEscalation", "false"), ("privileged", "false") })
        {
            if (pod.Container.Text("securityContext", key) != right)
            {
                yield return $"the container's {key} is not {right}";
            }
        }

        if (!pod.Container.List("securityContext", "capabilities", "drop").Any(dropped => dropped.ToString() == "ALL") || pod.Container.List("securityContext", "capabilities", "add").Count > 0)
        {
            yield return "the container keeps capabilities";
        }

        foreach (var key in new[] { "hostNetwork", "hostPID", "hostIPC", "initContainers" }.Where(key => pod.Spec.At(key) is not null))
        {
            yield return $"{key} is there";
        }

        foreach (var volume in pod.Spec.List("volumes").Where(volume => volume.At("hostPath") is not null))
        {
            yield return $"the volume {volume.Text("name")} is a folder of the node";
        }
    }

    private static IEnumerable<string> Needs(PodTemplate pod)
    {
        if (pod.Container.Text("resources", "requests", "cpu") is null || pod.Container.Text("resources", "requests", "memory") is null || pod.Container.Text("resources", "limits", "memory") is null)
        {
            yield return "it does not say what it needs";
        }

        foreach (var mount in pod.Container.List("volumeMounts"))
        {
            if (mount.At("subPath") is not null)
            {
                yield return $"{mount.Text("mountPath")} is mounted by subPath, so it never changes";
            }

            if (pod.Spec.List("volumes").All(volume => volume.Text("name") != mount.Text("name")))
            {
                yield return $"{mount.Text("mountPath")} is of no volume";
            }
        }

        if (pod.Container.List("volumeMounts").All(mount => mount.Text("mountPath") != "/tmp"))
        {
            yield return "it has nowhere to put temporary files";
        }
    }

    private static IEnumerable<string> Identity(PodTemplate pod, IReadOnlyList<Manifest> manifests)
    {
        if (pod.Spec.Text("automountServiceAccountToken") != "false")
        {
            yield return "it gets a token of the API";
        }

        if (pod.Spec.Text("serviceAccountName") is not { } account)
        {
            if (pod.Component != "test")
            {
                yield return "it runs as the account of all others";
            }
        }
        else if (manifests.FirstOrDefault(manifest => manifest.Kind == "ServiceAccount" && manifest.Name == account) is not { } found)
        {
            yield return $"there is no account {account}";
        }
        else if (found.Node.Text("automountServiceAccountToken") != "false")
        {
            yield return $"the account {account} gives away its token";
        }
    }

    /// <summary>Files, of the pods that need them: no environment, which every crash report holds.</summary>
    private static IEnumerable<string> Secrets(PodTemplate pod)
    {
        if (pod.Container.List("env").Any(variable => variable.At("valueFrom") is not null) || pod.Container.At("envFrom") is not null)
        {
            yield return "its environment is not plain";
        }

        var isRight = pod.Component switch
        {
            "shop" or "worker" or "migrate" => pod.SecretFiles.Count > 0,
            "gateway" => pod.SecretFiles is [] or ["Redis__Connection"],    // where all gateways count requests
            _ => pod.SecretFiles.Count == 0,
        };
        if (!isRight)
        {
            yield return "it sees secrets that it does not need, or none of those that it needs";
        }

        if (pod.Component == "migrate" && pod.SecretFiles is not ["Database__ConnectionString"])
        {
            yield return "a migration sees more than the database";
        }

        if (pod.SecretFiles.Count != pod.SecretFiles.Distinct().Count())
        {
            yield return "two secrets are one file";
        }
    }

    private static IEnumerable<string> End(PodTemplate pod)
    {
        if (!pod.Environment.TryGetValue("Shutdown__DrainSeconds", out var drain))
        {
            if (pod.Ports.Count > 0)
            {
                yield return "a server is not told how long it may drain";
            }
        }
        else if (Number(pod.Spec.Text("terminationGracePeriodSeconds")) <= Number(drain) + Number(pod.Environment["Shutdown__KeepServingSeconds"]))
        {
            yield return "it is killed while it drains";
        }
    }

    /// <summary>A label of the chart on a pod would restart the colour that serves when only the other one is released.</summary>
    private static IEnumerable<string> Stability(PodTemplate pod) =>
        pod.Component != "test" && pod.Labels.ContainsKey("helm.sh/chart") ? ["its label helm.sh/chart restarts it with every change of the chart"] : [];

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);
}

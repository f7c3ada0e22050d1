using System.Diagnostics;
using System.Text.Json.Nodes;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Programs;

namespace GigGatek.Operations.Deploy.Kubernetes;

/// <summary>
/// A pod that runs one command of a version's image and ends, made as the shops that serve are: their secrets, settings and rights, and no
/// visitors. So whether an image is there, and whether it can live with the schema, the cluster itself says, before anything changes.
/// </summary>
internal sealed class TrialPod(ReleaseEnvironment environment, Cluster cluster, ClusterCommands commands)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private string Name => $"{environment.Kubernetes.Release}-release-trial";

    /// <summary>Null when the command went well, else why not.</summary>
    public async Task<string?> FindWhyNotAsync(string version, CancellationToken ct, params string[] arguments)
    {
        if (await cluster.GetAsync("deployments", ct, "app.kubernetes.io/component=shop") is not [var shop, ..])
        {
            return null;    // the first install, whose own hook is the first to need both
        }

        await OutsideProgram.AskAsync(commands.DeletePod(Name), ct);
        await OutsideProgram.AskAsync(commands.Create(ManifestOf(shop, version, arguments).ToJsonString()), ct);
        try
        {
            return await AwaitEndAsync(ct);
        }
        finally
        {
            await OutsideProgram.RunAsync(commands.DeletePod(Name), CancellationToken.None);
        }
    }

    /// <summary>From a shop's Deployment. Its labels are those of migrations: no Service sends it visitors, and it may ask the database.</summary>
    internal JsonObject ManifestOf(JsonNode shop, string version, params string[] arguments)
    {
        var spec = shop["spec"]!["template"]!["spec"]!.DeepClone().AsObject();
        var container = spec["containers"]![0]!.AsObject();
        container["image"] = $"{environment.Image}:{version}";
        container["args"] = new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]);
        foreach (var part in new[] { "startupProbe", "readinessProbe", "livenessProbe", "ports" })
        {
            container.Remove(part);
        }

        spec.Remove("topologySpreadConstraints");
        spec["restartPolicy"] = "Never";
        spec["activeDeadlineSeconds"] = (int)Patience.TotalSeconds;
        var labels = shop["metadata"]!["labels"]!;
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = Name,
                ["labels"] = new JsonObject
                {
                    ["app.kubernetes.io/name"] = labels["app.kubernetes.io/name"]!.DeepClone(),
                    ["app.kubernetes.io/instance"] = labels["app.kubernetes.io/instance"]!.DeepClone(),
                    ["app.kubernetes.io/component"] = "migrate",
                },
            },
            ["spec"] = spec,
        };
    }

    private async Task<string?> AwaitEndAsync(CancellationToken ct)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Patience; await Task.Delay(Look, ct))
        {
            var pod = JsonNode.Parse(await OutsideProgram.AskAsync(commands.GetPod(Name), ct))!;
            if ((string?)pod["status"]?["phase"] == "Succeeded")
            {
                return null;
            }

            if (ClusterPods.FindWhyNot(pod) is { } why)
            {
                return (string?)pod["status"]?["phase"] == "Failed" ? LastWords.Of((await OutsideProgram.AskAsync(commands.Logs(Name, previous: false), ct)).Split('\n')) : why.Reason;
            }
        }

        return "a pod of it did not end within three minutes";
    }
}

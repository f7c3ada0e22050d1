using System.Text.Json.Nodes;

namespace GigGatek.Operations.Deploy.Kubernetes;

/// <summary>What pods and deployments say of themselves (the API's core/v1 and apps/v1).</summary>
internal static class ClusterPods
{
    private static readonly string[] NeverStarts = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "CreateContainerConfigError", "CreateContainerError", "CrashLoopBackOff"];

    public static string NameOf(JsonNode item) => (string)item["metadata"]!["name"]!;

    /// <summary>It serves, and was not told to end.</summary>
    public static bool IsReady(JsonNode pod) =>
        pod["metadata"]!["deletionTimestamp"] is null &&
        pod["status"]?["conditions"]?.AsArray().Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True") is true;

    /// <summary>All its pods are of its newest template, and ready.</summary>
    public static bool IsComplete(JsonNode deployment)
    {
        var (spec, status) = (deployment["spec"]!, deployment["status"]);
        var wanted = (int?)spec["replicas"] ?? 1;
        return (long?)status?["observedGeneration"] >= (long?)deployment["metadata"]!["generation"] && (int?)status?["updatedReplicas"] >= wanted && (int?)status?["readyReplicas"] >= wanted;
    }

    /// <summary>Why a pod does not start; null while it may. The second tells whether its log says more.</summary>
    public static (string Reason, bool HasLog)? FindWhyNot(JsonNode pod)
    {
        foreach (var container in pod["status"]?["containerStatuses"]?.AsArray() ?? [])
        {
            if (container!["state"]?["waiting"] is { } waiting && NeverStarts.Contains((string?)waiting["reason"]))
            {
                return ($"{(string?)waiting["reason"]} {(string?)waiting["message"]}".Trim(), (int?)container["restartCount"] > 0);
            }

            if ((int?)container["restartCount"] > 0 || (container["state"]?["terminated"] is { } ended && (int?)ended["exitCode"] != 0))
            {
                return ("it ended", true);
            }
        }

        return null;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using GigGatek.Tests.Operations.Helm;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GigGatek.Tests.Operations.Releases.Clusters;

/// <summary>
/// What a release relies on of kubectl: objects by their labels, with the status that controllers and kubelets give them; a ConfigMap that
/// gateways see when their pods have changed. A version's name says what becomes of it: -crash, -unready, -nowhere, -contracted.
/// </summary>
internal sealed class StandInKubectl(StandInHelm helm, IReadOnlyDictionary<string, int> ports)
{
    private static readonly int[] Bounds = [1, 10, 100];

    private JsonNode? _trial;
    private long _requests;

    /// <summary>What the gateways have read.</summary>
    public JsonNode? Seen { get; private set; }

    public string VersionOf(string colour) => Version(Deployments().Single(deployment => deployment.Pod!.Labels.GetValueOrDefault("giggatek.dev/colour") == colour));

    public StandInAnswer Answer(string[] arguments, string input) => arguments switch
    {
        ["get", "--raw", ..] => StandInAnswer.Done(Status()),
        ["get", "pod", _, ..] => StandInAnswer.Done(Trial().ToJsonString()),
        ["get", "deployments", "--selector", var labels, ..] => Items(Deployments().Where(deployment => Has(deployment.Node.At("metadata")!, labels)).Select(Deployment)),
        ["get", "pods", "--selector", var labels, ..] => Items(Deployments().Where(deployment => Has(deployment.Pod!.Metadata, labels)).Select(Pod)),
        ["get", "configmap", "--selector", var labels, ..] => Items(helm.Objects.Where(manifest => manifest.Kind == "ConfigMap" && Has(manifest.Node.At("metadata")!, labels)).Select(map =>
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = map.Name }, ["data"] = new JsonObject { ["release.json"] = map.Node.Text("data", "release.json") } })),
        ["annotate", "pods", ..] => See(),
        ["create", ..] => Create(input),
        ["delete", "pod", ..] => StandInAnswer.Done(),
        ["logs", ..] => StandInAnswer.Done(_trial is { } trial && ImageOf(trial).EndsWith("-contracted", StringComparison.Ordinal) ? "fail: The database is newer than this program." : "fail: This build is broken.\nat Main()"),
        ["port-forward", var deployment, ..] => StandInAnswer.Done($"Forwarding from 127.0.0.1:{ports[deployment.Split('-')[^1]]} -> 8080"),
        _ => StandInAnswer.Failed($"error: unknown command {string.Join(' ', arguments)}"),
    };

    private StandInAnswer See()
    {
        Seen = JsonNode.Parse(helm.Objects.Single(manifest => manifest.Kind == "ConfigMap").Node.Text("data", "release.json")!);
        return StandInAnswer.Done("annotated");
    }

    private StandInAnswer Create(string manifest)
    {
        _trial = JsonNode.Parse(manifest);
        return StandInAnswer.Done("created");
    }

    private JsonNode Trial()
    {
        var image = ImageOf(_trial!);
        var pod = _trial!.DeepClone();
        pod["status"] = JsonNode.Parse(
            image.EndsWith("-nowhere", StringComparison.Ordinal) ? """{ "phase": "Pending", "containerStatuses": [{ "restartCount": 0, "state": { "waiting": { "reason": "ErrImagePull", "message": "manifest unknown" } } }] }"""
            : image.EndsWith("-contracted", StringComparison.Ordinal) ? """{ "phase": "Failed", "containerStatuses": [{ "restartCount": 0, "state": { "terminated": { "exitCode": 2 } } }] }"""
            : """{ "phase": "Succeeded" }""");
        return pod;
    }

    /// <summary>Each asking finds that visitors have asked meanwhile.</summary>
    private string Status() => JsonSerializer.Serialize(new
    {
        process = 1,
        started = DateTimeOffset.UnixEpoch,
        file = new { revision = (long?)Seen?["revision"] ?? 0, refused = (string?)null },
        latencyBounds = Bounds,
        colours = (Seen?["colours"]?.AsObject() ?? []).ToDictionary(colour => colour.Key, colour => new
        {
            weight = (int)colour.Value!["weight"]!,
            version = (string?)colour.Value["version"],
            counts = Counts((int)colour.Value["weight"]!),
        }),
    });

    private object Counts(int weight)
    {
        var requests = weight == 0 ? 0 : _requests += 100;
        return new { inFlight = 0, requests, serverErrors = 0, unreachable = 0, broken = 0, latency = new[] { 0, requests, 0, 0 } };
    }

    private IEnumerable<Manifest> Deployments() => helm.Objects.Where(manifest => manifest.Kind == "Deployment");

    private static JsonNode Deployment(Manifest deployment)
    {
        var node = Json(deployment.Node).AsObject();
        var ready = Version(deployment) is var version && !version.EndsWith("-crash", StringComparison.Ordinal) && !version.EndsWith("-unready", StringComparison.Ordinal);
        node["metadata"]!["generation"] = 1;
        node["status"] = new JsonObject { ["observedGeneration"] = 1, ["updatedReplicas"] = 2, ["readyReplicas"] = ready ? 2 : 0 };
        return node;
    }

    private static JsonNode Pod(Manifest deployment)
    {
        var crashed = Version(deployment).EndsWith("-crash", StringComparison.Ordinal);
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = deployment.Name + "-abcde" },
            ["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = crashed || Version(deployment).EndsWith("-unready", StringComparison.Ordinal) ? "False" : "True" }),
                ["containerStatuses"] = new JsonArray(new JsonObject
                {
                    ["restartCount"] = crashed ? 1 : 0,
                    ["state"] = crashed ? new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "CrashLoopBackOff" } } : new JsonObject { ["running"] = new JsonObject() },
                }),
            },
        };
    }

    private static StandInAnswer Items(IEnumerable<JsonNode> items) => StandInAnswer.Done(new JsonObject { ["items"] = new JsonArray([.. items]) }.ToJsonString());

    private static string Version(Manifest deployment) => deployment.Pod!.Container.Text("image")!.Split(':')[^1];

    private static string ImageOf(JsonNode pod) => (string)pod["spec"]!["containers"]![0]!["image"]!;

    private static bool Has(YamlNode metadata, string labels) =>
        labels.Split(',').Select(label => label.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]).Picks(metadata.Map("labels"));

    private static JsonNode Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, (JsonNode?)Json(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } plain } when int.TryParse(plain, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(((YamlScalarNode)node).Value!)!,
    };
}

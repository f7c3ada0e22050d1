using YamlDotNet.RepresentationModel;

namespace GigGatek.Tests.Operations.Helm;

/// <summary>One object of Kubernetes, as rendered.</summary>
internal sealed record Manifest(YamlMappingNode Node)
{
    public string Kind => Node.Text("kind")!;

    public string Name => Node.Text("metadata", "name")!;

    /// <summary>When it is made, if not with the others.</summary>
    public string? Hook => Node.Text("metadata", "annotations", "helm.sh/hook");

    public int HookWeight => int.Parse(Node.Text("metadata", "annotations", "helm.sh/hook-weight") ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Of a pod, or of what makes pods; null of everything else.</summary>
    public PodTemplate? Pod => Kind switch
    {
        "Pod" => new PodTemplate(Name, Node.At("metadata")!, Node.At("spec")!),
        "Deployment" or "Job" => new PodTemplate(Name, Node.At("spec", "template", "metadata")!, Node.At("spec", "template", "spec")!),
        _ => null,
    };

    public static IReadOnlyList<Manifest> Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return [.. yaml.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>().Select(node => new Manifest(node))];
    }
}

/// <summary>What a pod will be.</summary>
/// <param name="Name">Of what makes it.</param>
internal sealed record PodTemplate(string Name, YamlNode Metadata, YamlNode Spec)
{
    public IReadOnlyDictionary<string, string> Labels => Metadata.Map("labels");

    public string Component => Labels["app.kubernetes.io/component"];

    public YamlNode Container => Spec.List("containers").Single();

    public IReadOnlyDictionary<string, string> Environment =>
        Container.List("env").ToDictionary(variable => variable.Text("name")!, variable => variable.Text("value") ?? throw new InvalidOperationException("not a plain value"));

    public IReadOnlyDictionary<string, int> Ports =>
        Container.List("ports").ToDictionary(port => port.Text("name")!, port => int.Parse(port.Text("containerPort")!, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Names of the files in <c>/run/secrets</c>.</summary>
    public IReadOnlyList<string> SecretFiles =>
        [.. Spec.List("volumes").SelectMany(volume => volume.List("projected", "sources")).SelectMany(source => source.List("secret", "items")).Select(item => item.Text("path")!)];
}

/// <summary>Ways into a tree of YAML.</summary>
internal static class YamlPaths
{
    public static YamlNode? At(this YamlNode node, params string[] path) =>
        path.Aggregate((YamlNode?)node, (at, key) => at is YamlMappingNode map && map.Children.TryGetValue(key, out var child) ? child : null);

    public static string? Text(this YamlNode node, params string[] path) => (node.At(path) as YamlScalarNode)?.Value;

    public static IReadOnlyList<YamlNode> List(this YamlNode node, params string[] path) => (node.At(path) as YamlSequenceNode)?.Children.ToList() ?? [];

    public static IReadOnlyDictionary<string, string> Map(this YamlNode node, params string[] path) =>
        (node.At(path) as YamlMappingNode)?.Children.ToDictionary(entry => ((YamlScalarNode)entry.Key).Value!, entry => ((YamlScalarNode)entry.Value).Value!) ?? [];

    /// <summary>Whether a selector picks what has these labels. An empty one picks everything.</summary>
    public static bool Picks(this IReadOnlyDictionary<string, string> selector, IReadOnlyDictionary<string, string> labels) =>
        selector.All(wanted => labels.GetValueOrDefault(wanted.Key) == wanted.Value);
}

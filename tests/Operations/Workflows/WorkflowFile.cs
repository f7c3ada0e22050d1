using GigGatek.Tests.Operations.Helm;
using YamlDotNet.RepresentationModel;

namespace GigGatek.Tests.Operations.Workflows;

/// <summary>A workflow of GitHub Actions, or an action that several of them share.</summary>
/// <param name="Text">As written, with the comments that YAML forgets.</param>
internal sealed record WorkflowFile(string Name, string Text)
{
    private readonly YamlMappingNode _root = Parse(Text);

    public static IReadOnlyList<WorkflowFile> Workflows { get; } = Read(".github/workflows", "*.y*ml");

    public static IReadOnlyList<WorkflowFile> Actions { get; } = Read(".github/actions", "action.yml");

    public IReadOnlyDictionary<string, YamlNode> Jobs =>
        (_root.At("jobs") as YamlMappingNode)?.Children.ToDictionary(job => job.Key.ToString(), job => job.Value) ?? [];

    public IEnumerable<YamlNode> Steps => Jobs.Values.SelectMany(job => job.List("steps")).Concat(_root.List("runs", "steps"));

    public YamlNode? At(params string[] path) => _root.At(path);

    private static IReadOnlyList<WorkflowFile> Read(string folder, string pattern) =>
        [.. Directory.GetFiles(Path.Combine(Checkout.Root, folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => new WorkflowFile(Path.GetFileName(file), File.ReadAllText(file)))];

    private static YamlMappingNode Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }
}

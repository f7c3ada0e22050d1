using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GigGatek.Hooks.Checks;

/// <summary>YAML that can be read, with no key twice. Templates of charts are no YAML before they are rendered.</summary>
internal sealed class Yaml : ICheck
{
    public string Name => "yaml";

    public Task<IReadOnlyList<Finding>> FindAsync(IReadOnlyList<CheckedFile> files) => Task.FromResult<IReadOnlyList<Finding>>(
        [.. files.Where(file => file.Has(".yaml", ".yml") && !file.Path.Contains("/templates/", StringComparison.Ordinal)).Select(Find).OfType<Finding>()]);

    private static Finding? Find(CheckedFile file)
    {
        try
        {
            new YamlStream().Load(new StringReader(file.Text));
            return null;
        }
        catch (YamlException failure)
        {
            return new Finding(file.Path, (int)failure.Start.Line, $"this is not YAML: {failure.Message}");
        }
    }
}

/// <summary>JSON that can be read, with no key twice.</summary>
internal sealed class Json : ICheck
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public string Name => "json";

    public Task<IReadOnlyList<Finding>> FindAsync(IReadOnlyList<CheckedFile> files) => Task.FromResult<IReadOnlyList<Finding>>(
    [
        .. files.Where(file => file.Has(".json", ".webmanifest")).Select(file => Find(file, file.Text, 0)).OfType<Finding>(),
        .. files.Where(file => file.Has(".jsonl")).SelectMany(file => file.Lines.Select((line, i) => line.Length == 0 ? null : Find(file, line, i))).OfType<Finding>(),
    ]);

    private static Finding? Find(CheckedFile file, string text, int linesBefore)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return null;
        }
        catch (JsonException failure)
        {
            return new Finding(file.Path, linesBefore + (int)(failure.LineNumber ?? 0) + 1, $"this is not JSON: {failure.Message.Split(" LineNumber:")[0].Split(" Path:")[0]}");
        }
    }
}

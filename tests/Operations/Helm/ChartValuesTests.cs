using System.Text.Json;
using System.Xml.Linq;
using GigGatek.Tests.Unit;
using YamlDotNet.RepresentationModel;

namespace GigGatek.Tests.Operations.Helm;

/// <summary>The schema of the values, and what the chart says of itself.</summary>
public sealed class ChartValuesTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(ChartFolder.Root, "values.schema.json"))).RootElement;

    [Fact]
    public void The_schema_is_closed_and_says_what_each_value_is() => Faults("values", Schema).ShouldBeEmpty();

    [Fact]
    public void The_schema_and_the_values_have_the_same_keys() =>
        KeysOf(Schema, "").Order().ShouldBe(KeysOf((YamlMappingNode)Read("values.yaml"), "").Order());

    [Fact]
    public void An_open_or_silent_schema_would_be_found()
    {
        Faults("x", JsonDocument.Parse("""{ "description": "X.", "type": "object", "properties": {} }""").RootElement).ShouldBe(["x takes any key"]);
        Faults("x", JsonDocument.Parse("""{ "type": "string" }""").RootElement).ShouldBe(["x says not what it is"]);
    }

    [Fact]
    public void The_chart_runs_the_version_that_the_program_has() =>
        Read("Chart.yaml").Text("appVersion").ShouldBe(XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value);

    private static YamlNode Read(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(ChartFolder.Root, file))));
        return yaml.Documents.Single().RootNode;
    }

    private static IEnumerable<string> Faults(string path, JsonElement schema)
    {
        if (!schema.TryGetProperty("description", out _))
        {
            yield return $"{path} says not what it is";
        }

        if (schema.TryGetProperty("type", out var type) && type.ValueEquals("object") && !(schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False))
        {
            yield return $"{path} takes any key";
        }

        foreach (var inner in new[] { "properties", "patternProperties", "definitions" }.SelectMany(kind => schema.TryGetProperty(kind, out var found) ? found.EnumerateObject().ToList() : []))
        {
            foreach (var fault in Faults($"{path}.{inner.Name}", inner.Value))
            {
                yield return fault;
            }
        }

        if (schema.TryGetProperty("items", out var items))
        {
            foreach (var fault in Faults($"{path}[]", items))
            {
                yield return fault;
            }
        }
    }

    /// <summary>Of the values: maps whose keys are free, and those of the node's labels, have no keys of ours.</summary>
    private static IEnumerable<string> KeysOf(YamlMappingNode values, string path)
    {
        foreach (var (key, value) in values.Children)
        {
            var at = $"{path}.{key}";
            yield return at;
            foreach (var inner in value is YamlMappingNode map ? KeysOf(map, at) : [])
            {
                yield return inner;
            }
        }
    }

    private static IEnumerable<string> KeysOf(JsonElement schema, string path)
    {
        var at = schema.TryGetProperty("allOf", out var all) ? Definition(all[0].GetProperty("$ref").GetString()!) : schema;
        foreach (var property in at.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToList() : [])
        {
            var key = $"{path}.{property.Name}";
            if (Unsaid.Contains(property.Name) && path.EndsWith("ts", StringComparison.Ordinal))
            {
                continue;
            }

            yield return key;
            foreach (var inner in KeysOf(property.Value, key))
            {
                yield return inner;
            }
        }
    }

    /// <summary>Limits that the values leave out, for a reason that stands there.</summary>
    private static readonly string[] Unsaid = ["cpu", "memory", "ephemeral-storage"];

    private static JsonElement Definition(string reference) => Schema.GetProperty("definitions").GetProperty(reference.Split('/')[^1]);
}

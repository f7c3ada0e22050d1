using System.Text.Json;
using System.Xml.Linq;
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
        Read("Chart.yaml").Text("appVersion").ShouldBe(XDocument.Load(Path.Combine(Checkout.Root, "Directory.Build.props")).Descendants("Version").Single().Value);

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

        if (schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("object") && !(schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False))
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

    private static IEnumerable<string> KeysOf(YamlMappingNode values, string path) =>
        from entry in values.Children
        let key = $"{path}.{entry.Key}"
        from found in entry.Value is YamlMappingNode map && IsOurs(key) ? KeysOf(map, key).Prepend(key) : [key]
        select found;

    private static IEnumerable<string> KeysOf(JsonElement schema, string path)
    {
        var at = schema.TryGetProperty("allOf", out var all) ? Definition(all[0].GetProperty("$ref").GetString()!) : schema;
        return from property in at.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToList() : []
               let key = $"{path}.{property.Name}"
               from found in IsOurs(key) ? KeysOf(property.Value, key).Prepend(key) : [key]
               select found;
    }

    /// <summary>Resources have the keys of Kubernetes, and no CPU limit for a reason that stands there.</summary>
    private static bool IsOurs(string key) => !key.EndsWith(".resources", StringComparison.Ordinal);

    private static JsonElement Definition(string reference) => Schema.GetProperty("definitions").GetProperty(reference.Split('/')[^1]);
}

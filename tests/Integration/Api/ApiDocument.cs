using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Web;
using Json.Schema;

namespace GigGatek.Tests.Integration.Api;

/// <summary>The document as the shop serves it. Schemas of OpenAPI 3.1 are JSON Schema 2020-12, so answers can be held against them.</summary>
internal sealed class ApiDocument(string text)
{
    private readonly ConcurrentDictionary<string, JsonSchema> _models = [];

    /// <summary>With one line break at its end, as a file has it.</summary>
    public string Text { get; } = text;

    public IReadOnlyList<ApiOperation> Operations { get; } =
    [
        .. from path in JsonNode.Parse(text)!["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select new ApiOperation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!),
    ];

    /// <summary>By what clients call it.</summary>
    public ApiOperation Find(string id) => Operations.Single(operation => operation.Description["operationId"]!.GetValue<string>() == id);

    public static async Task<ApiDocument> Of(FurnishedShop shop) => new((await shop.Nobody.Read("/api/v1/openapi.json")).ReplaceLineEndings("\n").TrimEnd('\n') + "\n");

    /// <summary>Says what is wrong with an answer of a model.</summary>
    public void ShouldAllow(string model, string answer, string what)
    {
        using var json = JsonDocument.Parse(answer);
        var result = _models.GetOrAdd(model, Read).Evaluate(json.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        var faults = (result.Details ?? []).Where(detail => detail.Errors is not null).Select(detail => $"{model}{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}");
        result.IsValid.ShouldBeTrue($"{what}\n{string.Join('\n', faults)}");
    }

    private JsonSchema Read(string model)
    {
        var models = JsonNode.Parse(Text.Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal))!["components"]!["schemas"]!;
        return JsonSchema.FromText(new JsonObject { ["$ref"] = $"#/$defs/{model}", ["$defs"] = models.DeepClone() }.ToJsonString());
    }
}

/// <summary>One call of the API, as the document describes it.</summary>
internal sealed record ApiOperation(string Method, string Path, JsonNode Description)
{
    public IReadOnlyList<JsonNode> Parameters => [.. (Description["parameters"]?.AsArray() ?? []).OfType<JsonNode>()];

    /// <summary>The status of an answer that is no refusal.</summary>
    public int Success => Description["responses"]!.AsObject().Select(answer => int.Parse(answer.Key, CultureInfo.InvariantCulture)).Single(status => status < 300);

    /// <summary>What opens it: the name of a scheme of the document; null for nothing.</summary>
    public string? Lock => Description["security"]?[0]!.AsObject().Single().Key;

    public bool IsLocked => Description["security"] is not null;

    /// <summary>The body that the document shows; null where none is sent.</summary>
    public JsonNode? BodyExample => Body?["example"];

    public string? BodyModel => Body?["schema"]!["$ref"]!.GetValue<string>().Split('/')[^1];

    private JsonNode? Body => Description["requestBody"]?["content"]!["application/json"];

    /// <summary>What an answer of a status is; null where the document knows no such status.</summary>
    public string? ModelOf(int status) => Description["responses"]!.AsObject().TryGetPropertyValue($"{status}", out var answer)
        ? answer!["content"]!.AsObject().Single().Value!["schema"]!["$ref"]!.GetValue<string>().Split('/')[^1]
        : null;
}

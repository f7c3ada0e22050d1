using System.Text.Json;

namespace GigGatek.Storefront.Developers;

/// <summary>What the page of the reference shows of the API's document.</summary>
/// <param name="Groups">The calls by what they are about, in the document's order.</param>
public sealed record ApiReference(IReadOnlyList<ReferenceGroup> Groups, IReadOnlyList<ReferenceModel> Models)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads what this program's own generator writes; anything else is a bug.</summary>
    public static ApiReference Read(string document)
    {
        using var json = JsonDocument.Parse(document);
        var calls =
            from path in json.RootElement.GetProperty("paths").EnumerateObject()
            from call in path.Value.EnumerateObject()
            select (Group: call.Value.GetProperty("tags")[0].GetString()!, Call: ReadCall(path.Name, call));
        var models = json.RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(ReadModel);
        return new ApiReference([.. calls.GroupBy(call => call.Group, call => call.Call).Select(group => new ReferenceGroup(group.Key, [.. group]))], [.. models]);
    }

    private static ReferenceCall ReadCall(string path, JsonProperty call) => new(
        Text(call.Value, "operationId"), call.Name.ToUpperInvariant(), path, Text(call.Value, "summary"), Text(call.Value, "description"),
        call.Value.TryGetProperty("security", out var locks) ? string.Join(' ', locks[0].EnumerateObject().Single().Value.EnumerateArray()) : null,
        call.Value.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray().Select(ReadParameter)] : [],
        call.Value.TryGetProperty("requestBody", out var body) ? ReadBody(body) : null,
        [.. call.Value.GetProperty("responses").EnumerateObject().Select(ReadAnswer)]);

    private static ReferenceParameter ReadParameter(JsonElement parameter)
    {
        var schema = parameter.GetProperty("schema");
        var (isList, value) = schema.TryGetProperty("items", out var items) ? (true, items) : (false, schema);
        return new ReferenceParameter(
            Text(parameter, "name"), Text(parameter, "description"), TypeOf(value), Enum.Parse<ReferencePlace>(Text(parameter, "in"), ignoreCase: true), isList,
            value.TryGetProperty("enum", out var words) ? [.. words.EnumerateArray().Select(word => word.ToString())] : [],
            parameter.TryGetProperty("example", out var example) ? (isList ? example[0] : example).ToString() : "");
    }

    private static ReferenceBody ReadBody(JsonElement body)
    {
        var content = body.GetProperty("content").GetProperty("application/json");
        return new ReferenceBody(NameOf(content.GetProperty("schema"))!, JsonSerializer.Serialize(content.GetProperty("example"), Indented));
    }

    private static ReferenceAnswer ReadAnswer(JsonProperty answer)
    {
        var content = answer.Value.GetProperty("content").EnumerateObject().Single().Value;
        return new ReferenceAnswer(
            answer.Name, NameOf(content.GetProperty("schema")), content.TryGetProperty("example", out var example) ? JsonSerializer.Serialize(example, Indented) : null);
    }

    private static ReferenceModel ReadModel(JsonProperty model) => new(
        model.Name, Text(model.Value, "description"),
        model.Value.TryGetProperty("enum", out var words) ? [.. words.EnumerateArray().Select(word => word.ToString())] : [],
        model.Value.TryGetProperty("properties", out var members)
            ? [.. members.EnumerateObject().Select(member => new ReferenceMember(member.Name, TypeOf(member.Value), NameOf(member.Value), DescriptionOf(member.Value)))]
            : []);

    /// <summary>In words: <c>list of text</c>, <c>number or null</c>, <c>Money or null</c>.</summary>
    private static string TypeOf(JsonElement schema)
    {
        if (Choices(schema) is { } choices)
        {
            return string.Join(" or ", choices.Select(TypeOf).OrderBy(type => type == "null"));
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            return reference.GetString()!.Split('/')[^1];
        }

        var types = schema.GetProperty("type");
        var names = types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().Select(type => type.GetString()!) : [types.GetString()!];
        return string.Join(" or ", names.OrderBy(type => type == "null").Select(type => type switch
        {
            "array" => "list of " + TypeOf(schema.GetProperty("items")),
            "string" when Text(schema, "format") == "date-time" => "time",
            "string" when Text(schema, "format") == "uri" => "address",
            "string" => "text",
            "integer" => "whole number",
            "boolean" => "true or false",
            _ => type,
        }));
    }

    /// <summary>The model that is meant, to lead to it; null for none.</summary>
    private static string? NameOf(JsonElement schema) =>
        Choices(schema) is { } choices ? choices.Select(NameOf).FirstOrDefault(name => name is not null)
        : schema.TryGetProperty("items", out var items) ? NameOf(items)
        : schema.TryGetProperty("$ref", out var reference) ? reference.GetString()!.Split('/')[^1] : null;

    private static string DescriptionOf(JsonElement schema) =>
        Choices(schema) is { } choices ? choices.Select(DescriptionOf).FirstOrDefault(text => text.Length > 0, "") : Text(schema, "description");

    private static JsonElement[]? Choices(JsonElement schema) => schema.TryGetProperty("oneOf", out var choices) ? [.. choices.EnumerateArray()] : null;

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}

/// <summary>Calls about one thing.</summary>
public sealed record ReferenceGroup(string Name, IReadOnlyList<ReferenceCall> Calls);

/// <summary>One call.</summary>
/// <param name="Id">Its name in clients, and on the page.</param>
/// <param name="Scope">What the caller's key must be for; empty where any key will do, null where none is needed.</param>
/// <param name="Body">What is sent; null for nothing.</param>
public sealed record ReferenceCall(
    string Id, string Method, string Path, string Summary, string Description, string? Scope, IReadOnlyList<ReferenceParameter> Parameters, ReferenceBody? Body,
    IReadOnlyList<ReferenceAnswer> Answers)
{
    /// <summary>True when a form alone can send it: nothing stands in its address, and no key is needed.</summary>
    public bool WorksWithoutScript => Method == "GET" && Scope is null && Parameters.All(parameter => parameter.Place == ReferencePlace.Query);
}

/// <summary>Where a parameter stands.</summary>
public enum ReferencePlace
{
    /// <summary>In the address, before the question mark.</summary>
    Path,

    /// <summary>Behind it.</summary>
    Query,

    /// <summary>In a header.</summary>
    Header,
}

/// <summary>A parameter of a call.</summary>
/// <param name="Type">In words.</param>
/// <param name="Words">What it may be; empty for anything.</param>
/// <param name="Example">Empty for none.</param>
public sealed record ReferenceParameter(string Name, string Description, string Type, ReferencePlace Place, bool IsList, IReadOnlyList<string> Words, string Example);

/// <summary>What is sent.</summary>
/// <param name="Example">JSON, indented.</param>
public sealed record ReferenceBody(string Model, string Example);

/// <summary>An answer by its status.</summary>
/// <param name="Model">Its model's name.</param>
/// <param name="Example">JSON, indented; null for none.</param>
public sealed record ReferenceAnswer(string Status, string? Model, string? Example)
{
    /// <summary>True for a problem.</summary>
    public bool IsRefusal => Status[0] is '4' or '5';
}

/// <summary>A model: members, or words.</summary>
public sealed record ReferenceModel(string Name, string Description, IReadOnlyList<string> Words, IReadOnlyList<ReferenceMember> Members);

/// <summary>A member of a model.</summary>
/// <param name="Type">In words.</param>
/// <param name="Model">The model in its type; null for none.</param>
public sealed record ReferenceMember(string Name, string Type, string? Model, string Description);

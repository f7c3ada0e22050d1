using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace GigGatek.Operations.Deploy.Environments;

/// <summary>
/// The schema of an environment's file, for editors: <c>deploy/environments/schema.json</c>. Made of what the code accepts, closed to
/// unknown words. Every word may be left out: a file says what is different from the base.
/// </summary>
public static class EnvironmentSchema
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    /// <summary>The whole file.</summary>
    public static string Text { get; } = Make();

    private static string Make()
    {
        var schema = Json.GetJsonSchemaAsNode(typeof(ReleaseEnvironment), Exporter).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "An environment of GigGatek");
        return schema.ToJsonString(Json) + "\n";
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        if (context.PropertyInfo?.AttributeProvider is not PropertyInfo property || node is not JsonObject schema)
        {
            return node;
        }

        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            Describe(rule, schema);
        }

        if (property.GetCustomAttribute<DescriptionAttribute>() is { Description: var words })
        {
            schema.Insert(0, "description", words);
        }

        return schema;
    }

    private static void Describe(ValidationAttribute rule, JsonObject schema)
    {
        switch (rule)
        {
            case ValueRuleAttribute own:
                own.Describe(schema);
                break;

            case RangeAttribute range:
                schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = Number(range.Minimum);
                schema["maximum"] = Number(range.Maximum);
                break;

            case AllowedValuesAttribute allowed:
                schema["enum"] = new JsonArray([.. allowed.Values.Select(value => JsonValue.Create((string)value!))]);
                break;

            default:
                throw new InvalidOperationException($"{rule.GetType().Name} has no schema yet.");
        }
    }

    private static decimal Number(object bound) => Convert.ToDecimal(bound, CultureInfo.InvariantCulture);
}

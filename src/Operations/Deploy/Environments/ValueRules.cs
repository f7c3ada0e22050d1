using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GigGatek.Operations.Deploy.Environments;

/// <summary>
/// What a value of an environment must be, beside what the framework's own annotations can say. The sentence of a refusal and the schema for
/// editors are both made of it, so that they cannot say different things.
/// </summary>
public abstract class ValueRuleAttribute : ValidationAttribute
{
    /// <summary>What would be right, after “must be”.</summary>
    public abstract string Right { get; }

    /// <summary>Says the same in the words of JSON Schema.</summary>
    public abstract void Describe(JsonObject schema);
}

/// <summary>A text of a form.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class TextRuleAttribute(string pattern, string right) : ValueRuleAttribute
{
    /// <inheritdoc />
    public override string Right => right;

    /// <inheritdoc />
    public override bool IsValid(object? value) => value is null || (value is string text && Regex.IsMatch(text, pattern, RegexOptions.ECMAScript));

    /// <inheritdoc />
    public override void Describe(JsonObject schema) => schema["pattern"] = pattern;
}

/// <summary>A path that means the same wherever the program is started; <c>~/</c> is the home of who starts it. An empty one counts as not said.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WholePathAttribute() : TextRuleAttribute("^$|^(~/|/).", "a whole path such as /srv/giggatek");

/// <summary>An address of HTTP.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AddressAttribute() : TextRuleAttribute("^https?://[^/?# ]+/?$", "an address such as http://127.0.0.1:8080");

/// <summary>An image's name with its registry. An empty one counts as not said.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ImageNameAttribute() : TextRuleAttribute("^$|^[a-z0-9]([a-z0-9._-]*[a-z0-9])?(:[0-9]{1,5}/[a-z0-9._/-]+|[a-z0-9._/-]*)$", "an image without a tag, such as registry.example.com/giggatek");

/// <summary>A host, perhaps with a user. It never begins with a hyphen, which ssh would take for an option.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HostNameAttribute() : TextRuleAttribute("^$|^([A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9][A-Za-z0-9.:-]*$", "as ssh takes it, such as deploy@shop.example.com");

/// <summary>A name of Kubernetes. An empty one counts as not said.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ClusterNameAttribute() : TextRuleAttribute("^$|^[a-z0-9]([a-z0-9-]{0,51}[a-z0-9])?$", "a name of small letters, digits and hyphens");

/// <summary>Several paths.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WholePathsAttribute : ValueRuleAttribute
{
    private const string Path = "^(~/|/).";

    /// <inheritdoc />
    public override string Right => "whole paths such as /srv/values.yaml";

    /// <inheritdoc />
    public override bool IsValid(object? value) => value is IEnumerable<string> paths && paths.All(path => Regex.IsMatch(path ?? "", Path));

    /// <inheritdoc />
    public override void Describe(JsonObject schema) => schema["items"]!["pattern"] = Path;
}

/// <summary>Commands, none of them empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CommandsAttribute : ValueRuleAttribute
{
    /// <inheritdoc />
    public override string Right => "a list of commands";

    /// <inheritdoc />
    public override bool IsValid(object? value) => value is IEnumerable<string> commands && commands.All(command => !string.IsNullOrWhiteSpace(command));

    /// <inheritdoc />
    public override void Describe(JsonObject schema) => schema["items"]!["pattern"] = "\\S";
}

/// <summary>Weights of a canary.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WeightsAttribute : ValueRuleAttribute
{
    private const int Least = 1;
    private const int Most = 99;

    /// <inheritdoc />
    public override string Right => $"weights from {Least} to {Most} that grow";

    /// <inheritdoc />
    public override bool IsValid(object? value) => value is IReadOnlyList<int> weights && weights.All(weight => weight is >= Least and <= Most) && weights.SequenceEqual(weights.Distinct().Order());

    /// <inheritdoc />
    public override void Describe(JsonObject schema)
    {
        (schema["items"]!["minimum"], schema["items"]!["maximum"]) = (Least, Most);
        schema["uniqueItems"] = true;    // that they grow no schema can say
    }
}

/// <summary>Environment variables by their names; one without a value is empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed partial class VariablesAttribute : ValueRuleAttribute
{
    private const string Name = "^[A-Za-z_][A-Za-z0-9_]*$";

    /// <inheritdoc />
    public override string Right => "names of letters, digits and underscores such as Shop__PublicUrl";

    /// <inheritdoc />
    public override bool IsValid(object? value) => value is IReadOnlyDictionary<string, string?> variables && variables.Keys.All(IsName().IsMatch);

    /// <inheritdoc />
    public override void Describe(JsonObject schema)
    {
        schema["propertyNames"] = new JsonObject { ["pattern"] = Name };
        schema["additionalProperties"]!["type"] = new JsonArray("string", "number", "boolean", "null");    // YAML takes true and 10 without quotes
    }

    [GeneratedRegex(Name)]
    private static partial Regex IsName();
}

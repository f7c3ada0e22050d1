using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using GigGatek.Operations.Deploy.Compose;
using GigGatek.Operations.Deploy.Kubernetes;
using GigGatek.Operations.Deploy.Processes;
using YamlDotNet.Serialization;

namespace GigGatek.Operations.Deploy.Environments;

/// <summary>What an environment must say: the annotations of <see cref="ReleaseEnvironment"/>, and what its target needs.</summary>
internal static class EnvironmentRules
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <exception cref="OperationRefusedException">With everything that is wrong.</exception>
    public static void Check(ReleaseEnvironment environment)
    {
        var wrong = FindEmpty(environment, "").ToList();
        if (wrong.Count == 0)
        {
            wrong.AddRange([.. FindWrong(environment, ""), .. FindMissing(environment)]);
        }

        if (wrong.Count > 0)
        {
            throw new OperationRefusedException($"The environment {environment.Name} is not right: {string.Join(" ", wrong)}");
        }
    }

    /// <summary>What would be right, after “must be”.</summary>
    public static string RightOf(ValidationAttribute rule) => rule switch
    {
        ValueRuleAttribute own => own.Right,
        RangeAttribute { MinimumIsExclusive: true } range => Say($"more than {range.Minimum} and at most {range.Maximum}"),
        RangeAttribute range => Say($"from {range.Minimum} to {range.Maximum}"),
        AllowedValuesAttribute { Values: [.. var others, var last] } => others.Length == 0 ? $"{last}" : $"{string.Join(", ", others)} or {last}",
        _ => throw new InvalidOperationException($"{rule.GetType().Name} has no words yet."),
    };

    /// <summary>What files may say: the schema knows the same properties.</summary>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type.GetProperties().Where(property => property.GetCustomAttribute<YamlIgnoreAttribute>() is null);

    /// <summary>A part of an environment with words of its own, such as <c>gateway</c>.</summary>
    private static bool IsPart(Type type) => type.IsClass && type.Namespace == typeof(ReleaseEnvironment).Namespace;

    /// <summary>Words without a value; nothing else is looked at while there is one.</summary>
    private static IEnumerable<string> FindEmpty(object part, string prefix) =>
        from word in WordsOf(part, prefix)
        from fault in word.Value is null && Nullability.Create(word.Property).WriteState != NullabilityState.Nullable ? [$"{word.Key} stands there without a value; give it one, or leave it out."]
            : word.Value is not null && IsPart(word.Property.PropertyType) ? FindEmpty(word.Value, word.Key + ".")
            : []
        select fault;

    private static IEnumerable<string> FindWrong(object part, string prefix) =>
        from word in WordsOf(part, prefix)
        from fault in word.Property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(word.Value))
            .Select(rule => $"{word.Key} must be {RightOf(rule)}{(word.Value is string said ? $", not “{said}”" : "")}.")
            .Concat(IsPart(word.Property.PropertyType) ? FindWrong(word.Value!, word.Key + ".") : [])
        select fault;

    private static IEnumerable<(string Key, object? Value, PropertyInfo Property)> WordsOf(object part, string prefix) =>
        PropertiesOf(part.GetType()).Select(property => (prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.GetValue(part), property));

    private static IEnumerable<string> FindMissing(ReleaseEnvironment environment) => environment.Target switch
    {
        ProcessTarget.Name =>
        [
            .. Missing(new WholePathAttribute(), ("state", environment.State), ("programs", environment.Programs), ("data", environment.Data)),
            .. Idle(environment, ("image", environment.Image), ("host", environment.Host)),
        ],
        ComposeTarget.Name => [.. Missing(new WholePathAttribute(), ("compose.folder", environment.Compose.Folder)), .. Missing(new ImageNameAttribute(), ("image", environment.Image))],
        KubernetesTarget.Name =>
        [
            .. Missing(new WholePathAttribute(), ("state", environment.State), ("kubernetes.chart", environment.Kubernetes.Chart)),
            .. Missing(new ImageNameAttribute(), ("image", environment.Image)),
            .. Missing(new ClusterNameAttribute(), ("kubernetes.namespace", environment.Kubernetes.Namespace), ("kubernetes.release", environment.Kubernetes.Release)),
            .. Idle(environment, ("host", environment.Host)),
        ],
        _ => [],
    };

    private static IEnumerable<string> Missing(ValueRuleAttribute rule, params (string Key, string Value)[] words) =>
        words.Where(word => word.Value.Length == 0).Select(word => $"{word.Key} must be {rule.Right}; it is missing.");

    /// <summary>A word that would count for nothing is refused: whoever wrote it thinks that it does.</summary>
    private static IEnumerable<string> Idle(ReleaseEnvironment environment, params (string Key, string Value)[] words) =>
        words.Where(word => word.Value.Length > 0).Select(word => $"{word.Key} counts for the target {ComposeTarget.Name}, not for {environment.Target}; take it out.");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
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
        var wrong = FindWrong(environment, "").Concat(FindMissing(environment)).ToList();
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

    private static IEnumerable<string> FindWrong(object part, string prefix)
    {
        foreach (var property in PropertiesOf(part.GetType()))
        {
            var key = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var value = property.GetValue(part);
            if (value is null)
            {
                if (Nullability.Create(property).WriteState != NullabilityState.Nullable)
                {
                    yield return $"{key} stands there without a value; give it one, or leave it out.";
                }

                continue;
            }

            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)))
            {
                yield return $"{key} must be {RightOf(rule)}{(value is string said ? $", not “{said}”" : "")}.";
            }

            foreach (var fault in IsPart(property.PropertyType) ? FindWrong(value, key + ".") : [])
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> FindMissing(ReleaseEnvironment environment) =>
        from needed in environment.Target == ProcessTarget.Name ? [("state", environment.State), ("programs", environment.Programs), ("data", environment.Data)] : Array.Empty<(string Key, string Path)>()
        where needed.Path == ""
        select $"{needed.Key} is missing; it must be {new WholePathAttribute().Right}.";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

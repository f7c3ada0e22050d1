using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Settings;

/// <summary>Checks the annotations of options, nested ones too, and says which key breaks one, and what would be right.</summary>
internal sealed class SettingsRules<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var faults = SettingsRules.FindFaults(section, options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

internal static class SettingsRules
{
    public static IEnumerable<string> FindFaults(string section, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var (key, value) = ($"{section}:{property.Name}", property.GetValue(options));
            var context = new ValidationContext(options) { MemberName = property.Name };
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(rule => rule.GetValidationResult(value, context) != ValidationResult.Success))
            {
                yield return Sentence(key, value, rule);
            }

            foreach (var fault in FindNested(key, value).SelectMany(nested => FindFaults(nested.Key, nested.Options)))
            {
                yield return fault;
            }
        }

        foreach (var fault in options is IValidatableObject own ? own.Validate(new ValidationContext(options)) : [])
        {
            yield return fault.ErrorMessage ?? $"{section} is not right.";
        }
    }

    /// <summary>Options within these, and those that a dictionary has by name.</summary>
    private static IEnumerable<(string Key, object Options)> FindNested(string key, object? value) => value switch
    {
        IDictionary named => named.Keys.Cast<object>().SelectMany(name => FindNested($"{key}:{name}", named[name])),
        not null when value.GetType() is { IsClass: true, Namespace: { } space } && space.StartsWith(nameof(GigGatek), StringComparison.Ordinal) => [(key, value)],
        _ => [],
    };

    /// <summary>What is too short or too long may be a secret: it is not repeated.</summary>
    private static string Sentence(string key, object? value, ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => $"{key} is missing.",
        MinLengthAttribute least => $"{key} is too short: it must have at least {least.Length} characters.",
        StringLengthAttribute most => $"{key} is too long: it must have at most {most.MaximumLength} characters.",
        AllowedValuesAttribute allowed => Sentences.Wrong(key, value, Sentences.OneOf([.. allowed.Values.OfType<object>().Select(word => $"{word}")])),
        RangeAttribute range => Sentences.Wrong(key, Plain(value), $"a number from {Plain(range.Minimum)} to {Plain(range.Maximum)}"),
        EmailAddressAttribute => Sentences.Wrong(key, value, "a mail address such as shop@example.com"),
        UrlAttribute => Sentences.Wrong(key, value, "an address such as https://shop.example.com"),
        { ErrorMessage: { } right } => Sentences.Wrong(key, value, right),
        _ => rule.FormatErrorMessage(key),
    };

    private static string Plain(object? number) => Convert.ToString(number, CultureInfo.InvariantCulture) ?? "";
}

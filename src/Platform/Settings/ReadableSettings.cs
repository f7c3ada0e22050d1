using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace GigGatek.Platform.Settings;

/// <summary>
/// Looks at a section as the configuration binder will: property by property, into nested options, lists and dictionaries.
/// The binder stops at the first value that it cannot convert, and names the type instead of the words that it takes.
/// </summary>
internal static class ReadableSettings
{
    /// <summary>A sentence for each value that cannot become what the type asks for.</summary>
    public static IEnumerable<string> FindFaults(Type type, IConfigurationSection section)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string) || plain == typeof(object))
        {
            return [];
        }

        if (TypeDescriptor.GetConverter(plain).CanConvertFrom(typeof(string)))
        {
            var isLeftOut = section.Value is null || (section.Value.Length == 0 && plain != type);
            return isLeftOut || IsReadable(plain, section.Value!) ? [] : [Sentences.Wrong(section.Path, section.Value!, WhatIsRight(plain))];
        }

        return FindElement(plain) is { } element
            ? section.GetChildren().SelectMany(child => FindFaults(element, child))
            : plain.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
                .SelectMany(property => FindFaults(property.PropertyType, section.GetSection(property.Name)));
    }

    /// <summary>Of a list its items, of a dictionary its values.</summary>
    private static Type? FindElement(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.GetInterfaces().Append(type).FirstOrDefault(shape => shape.IsGenericType && shape.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0] is { } item
            ? item.IsGenericType && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? item.GetGenericArguments()[1] : item
            : null;

    private static bool IsReadable(Type type, string value)
    {
        if (type.IsEnum)
        {
            return Enum.TryParse(type, value, ignoreCase: true, out var parsed) && Enum.IsDefined(type, parsed);
        }

        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
            return true;
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    private static string WhatIsRight(Type type) =>
        type.IsEnum ? Sentences.OneOf(Enum.GetNames(type))
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(decimal) || type == typeof(double) ? "a number"
        : type == typeof(TimeSpan) ? "a time such as 00:00:30 (hours, minutes, seconds)"
        : type == typeof(Uri) ? "an address such as https://shop.example.com"
        : $"a {type.Name}";
}

using System.Globalization;
using System.Text.Json;

namespace GigGatek.Catalog.Products;

/// <summary>How to show and count the values of an attribute. Attribute names are data: a name that nobody described works too.</summary>
/// <param name="Unit">Behind the number; empty for none.</param>
/// <param name="Format">Such as <c>ddr</c>: see <see cref="AttributeWords"/>.</param>
/// <param name="IsPair">Whether two numbers belong together (2 × 16); null: not known, then rising numbers are a range.</param>
/// <param name="IsFacet">False for what nobody narrows by.</param>
/// <param name="FollowsPrice">Computed from the price by the source, so it changes with it.</param>
internal sealed record AttributeDefinition(
    string Name, string Label, string Unit = "", string Format = "", bool? IsPair = null, bool IsFacet = true, bool FollowsPrice = false);

/// <summary>The descriptions of known attributes, from <c>attributes.json</c> beside this file.</summary>
internal static class AttributeDefinitions
{
    private static readonly Dictionary<string, AttributeDefinition> Known = Load();
    private static readonly (byte[] Utf8, string Name)[] Names =
        [.. Known.Values.Select(definition => definition.Name).Distinct().Select(name => (System.Text.Encoding.UTF8.GetBytes(name), name))];

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string, string), AttributeDefinition> Found = new();

    /// <summary>The description for a category, else the one for all, else words made from the name.</summary>
    public static AttributeDefinition Find(string categorySlug, string name)
    {
        if (Found.TryGetValue((categorySlug, name), out var found))
        {
            return found;
        }

        found = Known.GetValueOrDefault($"{categorySlug}/{name}") ?? Known.GetValueOrDefault(name) ?? new AttributeDefinition(name, Humanise(name));
        return Found.Count < 10_000 ? Found.GetOrAdd((categorySlug, name), found) : found;    // names come from files: bounded
    }

    /// <summary>The property name that a reader stands on, without making the same string again for every product.</summary>
    public static string Intern(ref Utf8JsonReader reader)
    {
        foreach (var (utf8, name) in Names)
        {
            if (reader.ValueTextEquals(utf8))
            {
                return name;
            }
        }

        return reader.GetString()!;
    }

    /// <summary><c>boost_clock</c> becomes <c>Boost clock</c>.</summary>
    public static string Humanise(string name)
    {
        var words = name.Replace('_', ' ').Replace('-', ' ').Trim();
        return words.Length == 0 ? name : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
    }

    private static Dictionary<string, AttributeDefinition> Load()
    {
        using var resource = typeof(AttributeDefinitions).Assembly.GetManifestResourceStream("attributes.json")!;
        using var document = JsonDocument.Parse(resource);
        return document.RootElement.EnumerateObject().ToDictionary(entry => entry.Name, entry => Read(entry.Name, entry.Value));
    }

    private static AttributeDefinition Read(string key, JsonElement entry) => new(
        key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..],
        entry.GetProperty("label").GetString()!,
        entry.TryGetProperty("unit", out var unit) ? unit.GetString()! : "",
        entry.TryGetProperty("format", out var format) ? format.GetString()! : "",
        entry.TryGetProperty("pair", out var pair) ? pair.GetBoolean() : null,
        !entry.TryGetProperty("facet", out var facet) || facet.GetBoolean(),
        entry.TryGetProperty("followsPrice", out var follows) && follows.GetBoolean());
}

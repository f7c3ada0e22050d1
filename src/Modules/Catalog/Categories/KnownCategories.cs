using System.Collections.Concurrent;
using System.Text.Json;
using GigGatek.Catalog.Products;

namespace GigGatek.Catalog.Categories;

/// <summary>Where a category stands in the tree and how it is called.</summary>
/// <param name="Group">The parent's slug; null at the root.</param>
/// <param name="Words">What else shoppers call it, for the search.</param>
internal sealed record KnownCategory(string Slug, string Name, string? Group, int Position, string Words = "");

/// <summary>The shop's own tree, from <c>categories.json</c> beside this file. Other categories stand at the root, after these.</summary>
internal static class KnownCategories
{
    private const int Last = 1000;

    private static readonly Dictionary<string, KnownCategory> Known = Load();
    private static readonly ConcurrentDictionary<string, KnownCategory> Found = new(StringComparer.Ordinal);

    /// <summary>The known category of this slug or shown name, or one made from the words of the file.</summary>
    public static KnownCategory Find(string slugOrName)
    {
        if (Found.TryGetValue(slugOrName, out var found))
        {
            return found;
        }

        found = Make(slugOrName);
        return Found.Count < 1000 ? Found.GetOrAdd(slugOrName, found) : found;    // names come from files: bounded
    }

    private static KnownCategory Make(string slugOrName)
    {
        var slug = Slugs.Of(slugOrName);
        slug = slug.Length > 100 ? slug[..100].TrimEnd('-') : slug;
        return Known.GetValueOrDefault(slug)
            ?? Known.Values.FirstOrDefault(category => string.Equals(category.Name, slugOrName.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? new KnownCategory(slug, Short(AttributeDefinitions.Humanise(slugOrName)), null, Last);
    }

    private static string Short(string name) => name.Length > 120 ? name[..120] : name;

    private static Dictionary<string, KnownCategory> Load()
    {
        using var resource = typeof(KnownCategories).Assembly.GetManifestResourceStream("categories.json")!;
        using var document = JsonDocument.Parse(resource);
        var known = new Dictionary<string, KnownCategory>();
        foreach (var group in document.RootElement.GetProperty("groups").EnumerateArray())
        {
            var parent = Add(known, group, null);
            foreach (var category in group.GetProperty("categories").EnumerateArray())
            {
                Add(known, category, parent);
            }
        }

        return known;
    }

    private static string Add(Dictionary<string, KnownCategory> known, JsonElement entry, string? group)
    {
        var slug = entry.GetProperty("slug").GetString()!;
        known.Add(slug, new KnownCategory(
            slug, entry.GetProperty("name").GetString()!, group, known.Count + 1, entry.TryGetProperty("words", out var words) ? words.GetString()! : ""));
        return slug;
    }
}

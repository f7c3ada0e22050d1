using System.Text.Json;

namespace GigGatek.Catalog.Products;

/// <summary>Who made it, from the name: its first word, or one of the known names of several words.</summary>
internal static class Brands
{
    private static readonly string[] OfSeveralWords = Load();

    public static string Of(string name)
    {
        foreach (var brand in OfSeveralWords)
        {
            if (name.Length > brand.Length && name[brand.Length] == ' ' && name.StartsWith(brand, StringComparison.OrdinalIgnoreCase))
            {
                return brand;
            }
        }

        var space = name.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 ? name[..Math.Min(space, 100)] : name.Length <= 100 ? name : name[..100];
    }

    private static string[] Load()
    {
        using var resource = typeof(Brands).Assembly.GetManifestResourceStream("brands.json")!;
        return [.. JsonSerializer.Deserialize<string[]>(resource)!.Where(brand => brand.Contains(' ', StringComparison.Ordinal))];
    }
}

using System.Text.Json.Nodes;

namespace GigGatek.Tests;

/// <summary>
/// As many parts as a large shop has: those of <c>GIGGATEK_PARTS</c>, or of <c>shared/data/pc-parts</c> beside the checkout.
/// </summary>
internal static class LargeCatalogue
{
    public const int Parts = 58_714;

    /// <summary>The folder of real parts; null where there is none.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("GIGGATEK_PARTS") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var beside = Path.Combine(folder, "shared", "data", "pc-parts");
            if (Directory.Exists(beside))
            {
                return beside;
            }
        }

        return null;
    }

    /// <summary>The same number of parts made of a small catalogue: each again and again under another name.</summary>
    /// <param name="few">An export in JSON Lines.</param>
    public static void Repeat(string few, string many)
    {
        var lines = File.ReadAllLines(few);
        File.WriteAllLines(many, Enumerable.Range(0, Parts - lines.Length).Select(i => Rename(lines[i % lines.Length], $"Mark {2 + (i / lines.Length)}")));
    }

    private static string Rename(string line, string mark)
    {
        var part = JsonNode.Parse(line)!.AsObject();
        part["name"] = $"{part["name"]} {mark}";
        foreach (var variant in part["variants"]?.AsArray() ?? [])
        {
            variant!.AsObject().Remove("sku");
        }

        return part.ToJsonString();
    }
}

using System.Text.RegularExpressions;

namespace GigGatek.Catalog.Files;

/// <summary>
/// Where a Shopify file keeps what (https://help.shopify.com/en/manual/products/import-export/using-csv). The headings
/// of 2025 are known beside the older ones. Attributes are metafields: <c>Cores (product.metafields.giggatek.core_count)</c>.
/// </summary>
internal sealed partial class ShopifyColumns
{
    public const string Warranty = "Warranty months (variant.metafields.giggatek.warranty_months)";

    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(int Column, string Name)> _attributes = [];

    public ShopifyColumns(IReadOnlyList<string> headings)
    {
        for (var column = 0; column < headings.Count; column++)
        {
            var heading = headings[column].Trim();
            _columns.TryAdd(heading, column);
            if (Metafield.Match(heading) is { Success: true } metafield)
            {
                _attributes.Add((column, metafield.Groups[1].Value));
            }
        }
    }

    /// <summary>Columns of attributes and their names.</summary>
    public IReadOnlyList<(int Column, string Name)> Attributes => _attributes;

    public bool AreKnown => _columns.ContainsKey("Handle") || _columns.ContainsKey("URL handle");

    /// <summary>The cell under the first of the headings that the file has; empty when it has none.</summary>
    public string Find(IReadOnlyList<string> cells, params ReadOnlySpan<string> headings)
    {
        foreach (var heading in headings)
        {
            if (_columns.TryGetValue(heading, out var column))
            {
                return cells[column].Trim();
            }
        }

        return "";
    }

    public static string AttributeHeading(string name) => $"{name} (product.metafields.giggatek.{name})";

    [GeneratedRegex(@"\(product\.metafields\.[^.()]+\.([^.()]+)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Metafield { get; }
}

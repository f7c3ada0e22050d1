using GigGatek.Contracts.Catalog;

namespace GigGatek.Storefront.Parts;

/// <summary>The three attributes that tell most about a part, for its card. Unknown categories show their first three.</summary>
internal static class TellingAttributes
{
    private static readonly Dictionary<string, string[]> ByCategory = new(StringComparer.Ordinal)
    {
        ["cpu"] = ["core_count", "boost_clock", "core_clock", "tdp"],
        ["video-card"] = ["chipset", "memory", "length"],
        ["memory"] = ["modules", "speed", "cas_latency"],
        ["motherboard"] = ["socket", "form_factor", "memory_slots"],
        ["internal-hard-drive"] = ["capacity", "type", "interface"],
        ["external-hard-drive"] = ["capacity", "type", "interface"],
        ["power-supply"] = ["wattage", "efficiency", "modular"],
        ["case"] = ["type", "side_panel", "external_volume"],
        ["case-fan"] = ["size", "airflow", "noise_level"],
        ["cpu-cooler"] = ["size", "rpm", "noise_level"],
        ["monitor"] = ["screen_size", "resolution", "refresh_rate"],
        ["keyboard"] = ["style", "switches", "connection_type"],
        ["mouse"] = ["max_dpi", "connection_type", "hand_orientation"],
    };

    public static IEnumerable<ProductAttribute> Of(ProductCard card)
    {
        var shown = card.Attributes.Where(attribute => attribute.Name is not "price_per_gb");
        return ByCategory.TryGetValue(card.CategorySlug, out var names)
            ? names.Select(name => shown.FirstOrDefault(attribute => attribute.Name == name)).OfType<ProductAttribute>().Take(3)
            : shown.Take(3);
    }
}

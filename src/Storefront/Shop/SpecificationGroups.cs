using GigGatek.Contracts.Catalog;

namespace GigGatek.Storefront.Shop;

/// <summary>Part of a specification table.</summary>
internal sealed record SpecificationGroup(string Name, IReadOnlyList<ProductAttribute> Attributes);

/// <summary>Which attributes belong together in a specification. Names that nobody knows yet stand under "More".</summary>
internal static class SpecificationGroups
{
    private static readonly (string Name, string[] Attributes)[] Known =
    [
        ("Performance", ["core_count", "core_clock", "boost_clock", "microarchitecture", "graphics", "chipset", "memory", "capacity", "cache", "modules", "speed",
            "cas_latency", "first_word_latency", "resolution", "refresh_rate", "response_time", "panel_type", "max_dpi", "airflow", "sample_rate", "digital_audio",
            "snr", "protocol", "frequency_response", "dvd", "cd", "bd", "dvd_write", "cd_write", "bd_write"]),
        ("Fit and connection", ["socket", "form_factor", "length", "size", "type", "interface", "memory_slots", "max_memory", "screen_size", "aspect_ratio",
            "connection_type", "internal_35_bays", "external_volume", "channels", "configuration", "mode", "amount", "hand_orientation", "tracking_method"]),
        ("Power and noise", ["tdp", "wattage", "channel_wattage", "efficiency", "modular", "psu", "rpm", "noise_level", "pwm"]),
        ("Appearance", ["color", "side_panel", "style", "backlit"]),
    ];

    public static IEnumerable<SpecificationGroup> Of(IReadOnlyList<ProductAttribute> attributes)
    {
        var groups = Known.Select(group => new SpecificationGroup(
            group.Name, [.. group.Attributes.Select(name => attributes.FirstOrDefault(attribute => attribute.Name == name)).OfType<ProductAttribute>()]));
        var more = new SpecificationGroup("More", [.. attributes.Where(attribute => Known.All(group => !group.Attributes.Contains(attribute.Name)))]);
        return groups.Append(more).Where(group => group.Attributes.Count > 0);
    }
}

using System.Text.Json;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Redis;

/// <summary>
/// What a page was made by: these assemblies, with these settings of the shop. Another release makes other pages, that lead to
/// other assets, so two that run side by side do not share any.
/// </summary>
internal sealed class Release(IOptions<ShopOptions> shop)
{
    /// <summary>The same in every process of a release.</summary>
    public string Name { get; } = Secrets.Hash(string.Join(' ', Assemblies().Append(JsonSerializer.Serialize(shop.Value))));

    private static IEnumerable<string> Assemblies() =>
        from assembly in AppDomain.CurrentDomain.GetAssemblies()
        let name = assembly.GetName().Name ?? ""
        where name.StartsWith(nameof(GigGatek), StringComparison.OrdinalIgnoreCase)
        orderby name
        select $"{name} {assembly.ManifestModule.ModuleVersionId}";
}

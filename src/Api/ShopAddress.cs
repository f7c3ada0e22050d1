using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Api;

/// <summary>The shop's pages, as answers name them: absolute, and built from the settings, never from a request.</summary>
internal sealed class ShopAddress(IOptions<ShopOptions> shop)
{
    public Uri OfProduct(string slug) => new($"{shop.Value.PublicUrl}/p/{slug}");

    /// <summary>A bank's page, which the test provider has in the shop itself.</summary>
    public Uri Of(string address) => new(new Uri(shop.Value.PublicUrl), address);

    /// <summary>By its secret link.</summary>
    public Uri OfOrder(string secret) => new($"{shop.Value.PublicUrl}/orders/{secret}");
}

using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Shop;

/// <summary>The public pages: the same for every visitor, cached.</summary>
internal static class ShopEndpoints
{
    public static void MapShop(this IEndpointRouteBuilder app)
    {
        app.MapHome();
    }
}

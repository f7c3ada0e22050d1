using GigGatek.Platform.Caching;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace GigGatek.Storefront.Sitemap;

/// <summary>What search engines need not visit: pages of one visitor, and every combination of filters.</summary>
internal static class RobotsEndpoint
{
    public static void MapRobots(this IEndpointRouteBuilder app) =>
        app.MapGet("/robots.txt", (IOptions<ShopOptions> shop) => TypedResults.Text(
            $"""
            User-agent: *
            Disallow: /account
            Disallow: /admin
            Disallow: /api/v1
            Disallow: /cart
            Disallow: /checkout
            Disallow: /compare
            Disallow: /me
            Disallow: /orders
            Disallow: /search
            Disallow: /c/*?

            Sitemap: {shop.Value.PublicUrl}/sitemap.xml

            """)).CachePublicly(TimeSpan.FromHours(1));
}

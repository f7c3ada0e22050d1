using GigGatek.Storefront.Help;
using GigGatek.Storefront.Sitemap;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Shop;

/// <summary>The public pages: the same for every visitor, rendered once and served from the output cache.</summary>
internal static class ShopEndpoints
{
    public static void MapShop(this IEndpointRouteBuilder app)
    {
        app.MapHome();           // /
        app.MapListings();       // /c/{category}  /search
        app.MapSuggestions();    // /search/suggestions
        app.MapProduct();        // /p/{product}
        app.MapProductDrawing(); // /drawings/{product}.svg
        app.MapCompare();        // /compare
        app.MapHelp();           // /help/grades  /help/warranty  /help/returns  /help/shipping
        app.MapSitemap();        // /sitemap.xml  /sitemaps/pages.xml  /sitemaps/products.xml
        app.MapRobots();         // /robots.txt
    }
}

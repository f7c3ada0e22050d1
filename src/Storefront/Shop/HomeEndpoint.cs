using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Caching;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Shop;

internal static class HomeEndpoint
{
    public static void MapHome(this IEndpointRouteBuilder app) => app.MapGet("/", Home).CachePublicly(TimeSpan.FromMinutes(10));

    private static async Task<IResult> Home(HttpContext context, ICatalog catalog, CancellationToken ct)
    {
        context.Tag("home");
        return Pages.ShowPublic<HomePage>(new
        {
            Categories = await catalog.ListCategoriesAsync(ct),
            Shelves = await catalog.ListShelvesAsync(ct),
            Grades = await catalog.ListGradesAsync(ct),
        });
    }
}

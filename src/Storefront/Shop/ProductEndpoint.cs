using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Caching;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Shop;

internal static class ProductEndpoint
{
    private const int Similar = 6;

    public static void MapProduct(this IEndpointRouteBuilder app) =>
        app.MapGet("/p/{slug}", ShowProduct).CachePublicly(TimeSpan.FromMinutes(10));

    private static async Task<IResult> ShowProduct(string slug, HttpContext context, ICatalog catalog, CancellationToken ct)
    {
        context.Tag("product:" + slug);
        if (await catalog.FindProductAsync(slug, ct) is not { } product)
        {
            return context.Refuse(StatusCodes.Status404NotFound, "There is no part at this address. It may have been renamed: search for its name above.");
        }

        return Pages.ShowPublic<ProductPage>(new
        {
            Product = product,
            Grades = await catalog.ListGradesAsync(ct),
            Similar = await catalog.ListSimilarAsync(slug, Similar, ct),
        });
    }
}

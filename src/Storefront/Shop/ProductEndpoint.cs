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
        app.MapGet("/p/{slug}", ShowProduct).CachePublicly(TimeSpan.FromMinutes(10), ListingQuery.Grade);

    private static async Task<IResult> ShowProduct(string slug, HttpContext context, ICatalog catalog, CancellationToken ct)
    {
        context.Tag("product:" + slug);
        var name = context.Request.Query[ListingQuery.Grade].ToString();
        var wanted = ListingQuery.FindGrade(name);
        if (wanted is null && name.Length > 0)
        {
            return context.Refuse(StatusCodes.Status400BadRequest, ListingQuery.NoSuchGrade(name).Message);
        }

        if (await catalog.FindProductAsync(slug, ct) is not { } product)
        {
            return context.Refuse(StatusCodes.Status404NotFound, "There is no part at this address. It may have been renamed: search for its name above.");
        }

        return Pages.ShowPublic<ProductPage>(new
        {
            Product = product,
            Wanted = wanted,
            Grades = await catalog.ListGradesAsync(ct),
            Similar = await catalog.ListSimilarAsync(slug, Similar, ct),
        });
    }
}

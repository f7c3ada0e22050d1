using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Caching;
using GigGatek.Storefront.Drawings;
using GigGatek.Storefront.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Shop;

/// <summary>A part's drawing as a file of its own, for search engines and link previews.</summary>
internal static class ProductDrawingEndpoint
{
    public static void MapProductDrawing(this IEndpointRouteBuilder app) =>
        app.MapGet("/drawings/{slug}.svg", ShowDrawing).CachePublicly(TimeSpan.FromHours(1));

    private static async Task<IResult> ShowDrawing(string slug, HttpContext context, ICatalog catalog, CancellationToken ct)
    {
        context.Tag("product:" + slug);
        if (await catalog.FindProductAsync(slug, ct) is not { } product)
        {
            return context.Refuse(StatusCodes.Status404NotFound, "There is no part of this name, so there is no drawing of it.");
        }

        context.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Text(Drawing.File(product.CategorySlug, product.Attributes), "image/svg+xml");
    }
}

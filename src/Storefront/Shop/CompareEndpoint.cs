using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Caching;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Shop;

/// <summary>Up to four parts side by side: <c>/compare?p=one&amp;p=another</c>.</summary>
internal static class CompareEndpoint
{
    private const int Most = 4;

    public static void MapCompare(this IEndpointRouteBuilder app) =>
        app.MapGet("/compare", Compare).CachePublicly(TimeSpan.FromMinutes(5), "p");

    private static async Task<IResult> Compare(HttpContext context, ICatalog catalog, CancellationToken ct)
    {
        var slugs = context.Request.Query["p"].OfType<string>().Where(slug => slug.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (slugs.Count > Most)
        {
            return context.Refuse(StatusCodes.Status400BadRequest, $"At most {Most} parts fit side by side; this address names {slugs.Count}. Take some away.");
        }

        foreach (var slug in slugs)
        {
            context.Tag("product:" + slug);
        }

        var products = slugs.Count == 0 ? [] : await catalog.FindProductsAsync(slugs, ct);
        return Pages.ShowPublic<ComparePage>(new { Products = products });
    }
}

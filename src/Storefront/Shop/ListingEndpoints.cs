using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Caching;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Shop;

/// <summary>Categories and search: one page, with or without a category.</summary>
internal static class ListingEndpoints
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public static void MapListings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/c/{category}", ShowCategory).CachePublicly(Lifetime, "*").CountAs(RateLimitClass.Search);
        app.MapGet("/search", Search).CachePublicly(Lifetime, "*").CountAs(RateLimitClass.Search);
    }

    private static Task<IResult> ShowCategory(string category, HttpContext context, ICatalog catalog, CancellationToken ct)
    {
        context.Tag("category:" + category);
        return Show(context, catalog, category, ct);
    }

    private static Task<IResult> Search(HttpContext context, ICatalog catalog, CancellationToken ct)
    {
        context.Tag("search");
        return Show(context, catalog, null, ct);
    }

    private static async Task<IResult> Show(HttpContext context, ICatalog catalog, string? category, CancellationToken ct)
    {
        var query = ListingQuery.Read(context.Request.Query.AsLookup(), category);
        if (!query.Succeeded)
        {
            return context.Refuse(StatusCodes.Status400BadRequest, query.Error.Message);
        }

        var listing = await catalog.BrowseAsync(query.Value, ct);
        if (category is not null)
        {
            // A group shows parts of its categories, so it goes stale with each of them.
            foreach (var inside in listing.Categories)
            {
                context.Tag("category:" + inside.Value);
            }
        }

        return category is not null && listing.Category is null
            ? context.Refuse(StatusCodes.Status404NotFound, "There is no category at this address. The front page shows all that there are.")
            : Pages.ShowPublic<ListingPage>(new { Listing = listing, Query = query.Value, Address = ListingAddress.Of(context.Request) });
    }
}

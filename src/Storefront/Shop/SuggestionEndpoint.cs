using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Caching;
using GigGatek.Platform.RateLimits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Shop;

/// <summary>Suggestions while typing, for js/search.js. The same for everyone, so a browser may keep them for a minute.</summary>
internal static class SuggestionEndpoint
{
    private const int LongestText = 100;

    public static void MapSuggestions(this IEndpointRouteBuilder app) =>
        app.MapGet("/search/suggestions", Suggest).CachePublicly(TimeSpan.FromMinutes(5), ListingQuery.Text).CountAs(RateLimitClass.Search);

    private static async Task<IResult> Suggest(HttpContext context, ICatalog catalog, string? q, CancellationToken ct)
    {
        var text = (q ?? "").Trim();
        context.Response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Ok(text.Length is < 2 or > LongestText ? [] : await catalog.SuggestAsync(text, ct));
    }
}

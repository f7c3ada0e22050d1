using GigGatek.Contracts.Ordering;
using GigGatek.Storefront.Cart;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.SignIn;

/// <summary>The only personal thing on public pages, fetched by script after them: the visitor's name and the units in his cart.</summary>
internal static class SummaryEndpoint
{
    public static void MapSummary(this IEndpointRouteBuilder app) =>
        app.MapGet("/me/summary", ShowSummary).WithMetadata(new OpenBeforePasswordChosen());

    private static async Task<IResult> ShowSummary(HttpContext context, ICarts carts, CancellationToken ct)
    {
        var cartCount = CartCookie.Read(context.Request) is { } cartId ? await carts.CountAsync(cartId, ct) : 0;
        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Json(new Summary(context.FindSignedIn()?.DisplayName, cartCount));
    }

    private sealed record Summary(string? Name, int CartCount);
}

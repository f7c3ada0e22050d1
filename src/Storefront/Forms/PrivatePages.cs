using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Forms;

/// <summary>Pages that belong to one visitor: kept by no cache and found by no search engine, and their forms are read with care.</summary>
internal static class PrivatePages
{
    public static RouteGroupBuilder MapPrivatePages(this IEndpointRouteBuilder app, string prefix)
    {
        var pages = app.MapGroup(prefix);
        pages.AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            context.HttpContext.Response.Headers["X-Robots-Tag"] = "noindex";
            return await next(context);
        });
        pages.AddEndpointFilter(PostedForms.Read);
        return pages;
    }

    /// <summary>The address itself is the key: besides, it is never sent on as a referrer.</summary>
    public static RouteGroupBuilder MapSecretPages(this IEndpointRouteBuilder app, string prefix)
    {
        var pages = app.MapPrivatePages(prefix);
        pages.WithMetadata(new SecretAddress());
        return pages;
    }
}

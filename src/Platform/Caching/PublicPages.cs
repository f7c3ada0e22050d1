using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Platform.Caching;

/// <summary>
/// Pages that are the same for everyone: rendered once, compressed once, and served as bytes until an event says that
/// they are stale. They never read a cookie and never set one. Compression must run inside the output cache.
/// </summary>
public static class PublicPages
{
    /// <summary>On every catalogue page: an import makes all of them stale.</summary>
    public const string CatalogTag = "catalog";

    /// <summary>Marks an endpoint as public. <paramref name="queryKeys"/> are the parameters that it reads (<c>*</c>: any); others do not make a new entry.</summary>
    public static TBuilder CachePublicly<TBuilder>(this TBuilder endpoint, TimeSpan lifetime, params string[] queryKeys)
        where TBuilder : IEndpointConventionBuilder => endpoint.CacheOutput(new PublicPagePolicy(lifetime, queryKeys));

    /// <summary>Serves them from the cache. A page that was begun before something was dropped is not kept: it may show the old state.</summary>
    public static void UsePublicPages(this IApplicationBuilder app)
    {
        app.UseOutputCache();
        var pages = app.ApplicationServices.GetRequiredService<LocalPages>();
        app.Use(async (context, next) =>
        {
            var before = pages.Evictions;
            await next(context);
            if (pages.Evictions != before && context.Features.Get<IOutputCacheFeature>() is { } page)
            {
                page.Context.AllowCacheStorage = false;
            }
        });
    }

    /// <summary>Tags the page that is being made, so that it can be dropped alone: <c>product:some-slug</c>.</summary>
    public static void Tag(this HttpContext context, string tag) =>
        context.Features.Get<IOutputCacheFeature>()?.Context.Tags.Add(tag);
}

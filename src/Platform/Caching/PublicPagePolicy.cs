using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;

namespace GigGatek.Platform.Caching;

/// <summary>Caches by address and by what the browser can decompress, for everyone alike.</summary>
internal sealed class PublicPagePolicy(TimeSpan lifetime, string[] queryKeys) : IOutputCachePolicy
{
    private readonly StringValues _queryKeys = queryKeys;

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var readable = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        context.EnableOutputCaching = true;
        context.AllowCacheLookup = readable;
        context.AllowCacheStorage = readable;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = lifetime;
        context.CacheVaryByRules.QueryKeys = _queryKeys;
        context.CacheVaryByRules.VaryByHost = false;
        context.CacheVaryByRules.VaryByValues["encoding"] = Encoding(request.Headers.AcceptEncoding);
        context.Tags.Add(PublicPages.CatalogTag);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || !StringValues.IsNullOrEmpty(response.Headers.SetCookie))
        {
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>One entry per encoding, not one per spelling of the header.</summary>
    private static string Encoding(StringValues accepted)
    {
        foreach (var value in accepted)
        {
            if (value is not null && value.Contains("br", StringComparison.Ordinal))
            {
                return "br";
            }

            if (value is not null && value.Contains("gzip", StringComparison.Ordinal))
            {
                return "gzip";
            }
        }

        return "";
    }
}

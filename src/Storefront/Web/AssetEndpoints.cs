using GigGatek.Platform.RateLimits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Web;

/// <summary>Serves <see cref="AssetFiles"/>. A name never changes its content, so browsers and CDNs may keep it for a year.</summary>
internal static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder app) => app.MapMethods("/assets/{**name}", ["GET", "HEAD"], Serve).CountAs(RateLimitClass.Unlimited);

    private static async Task Serve(HttpContext context)
    {
        var response = context.Response;
        if (AssetFiles.Find(context.Request.Path.Value!) is not { } asset)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            response.Headers.CacheControl = "no-store";
            return;
        }

        var (bytes, encoding) = asset.For(context.Request.Headers.AcceptEncoding.ToString());
        var etag = $"\"{asset.Hash}{(encoding is null ? "" : "-" + encoding)}\"";
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.ETag = etag;
        if (context.Request.Headers.IfNoneMatch == etag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.Headers.ContentEncoding = encoding;
        response.ContentType = asset.ContentType;
        response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }
}

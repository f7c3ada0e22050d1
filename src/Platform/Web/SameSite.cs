using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GigGatek.Platform.Web;

/// <summary>
/// Refuses unsafe requests that another site makes a browser send (cross-site request forgery), without tokens in forms:
/// Fetch Metadata decides (https://www.w3.org/TR/fetch-metadata/), Origin where a browser does not send it. A client that
/// sends neither is no browser, so nobody's cookies are abused.
/// </summary>
public static partial class SameSite
{
    /// <summary>Puts the check before everything that changes something.</summary>
    public static IApplicationBuilder UseSameSiteOnly(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (IsSafe(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<CrossSiteAllowed>() is not null || ComesFromHere(context.Request))
        {
            await next(context);
            return;
        }

        LogRefused(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SameSite)), context.GetEndpoint()?.DisplayName);
        const string fromElsewhere = "This request came from another site, so it was refused. Open the page here and try again.";
        if (context.Request.IsForProgram())
        {
            await context.ToProblem(StatusCodes.Status403Forbidden, fromElsewhere).ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(fromElsewhere);
    });

    /// <param name="endpoint">The route, not the address: that may be a secret.</param>
    [LoggerMessage(LogLevel.Information, "A form that another site sent to {Endpoint} was refused")]
    private static partial void LogRefused(ILogger log, string? endpoint);

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    private static bool ComesFromHere(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site))
        {
            return site == "same-origin" || site == "none";
        }

        return !request.Headers.TryGetValue("Origin", out var origin)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Marks an endpoint that other machines call (webhooks) and that proves its caller in another way.</summary>
public sealed class CrossSiteAllowed;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GigGatek.Platform.Web;

/// <summary>How much a request may be, and a sentence for what is more.</summary>
public static class RequestLimits
{
    private const int MaxTarget = 8 * 1024;

    /// <summary>
    /// The server's own limits. The request line may be longer than allowed, because Kestrel refuses without a word
    /// and <see cref="UseRequestLimits"/> says why.
    /// </summary>
    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = 1024 * 1024;
        options.Limits.MaxRequestBufferSize = 2 * 1024 * 1024;
        options.Limits.MaxRequestLineSize = 2 * 1024 * 1024;
        options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    /// <summary>Refuses addresses of more than 8 KiB with 414 and a sentence.</summary>
    public static IApplicationBuilder UseRequestLimits(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (request.Path.Value!.Length + (request.QueryString.Value?.Length ?? 0) <= MaxTarget)
        {
            await next(context);
            return;
        }

        const string tooLong = "This address is longer than 8 KiB. Remove some filters or words and try again.";
        if (request.IsForProgram())
        {
            await context.ToProblem(StatusCodes.Status414UriTooLong, tooLong).ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status414UriTooLong;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(tooLong);
    });
}

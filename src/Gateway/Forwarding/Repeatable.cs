using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GigGatek.Gateway.Forwarding;

/// <summary>
/// What may be sent to a shop a second time, though the first may have been received: what asks and changes nothing (RFC 9110, 9.2.1), and calls of the
/// API that carry their own name, which the shops do once however often it comes.
/// </summary>
internal static class Repeatable
{
    private const string NameOfCall = "Idempotency-Key";

    /// <summary>Larger ones are passed on as they come, and not repeated.</summary>
    private const int LongestBody = 64 * 1024;

    public static bool IsSafe(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method)) && !HasBody(context);

    /// <summary>Whether it may be; a body is read whole for that.</summary>
    /// <exception cref="BadHttpRequestException">The body comes too slowly, or is not what it says.</exception>
    /// <exception cref="IOException">The visitor went away.</exception>
    public static async Task<bool> Prepare(HttpContext context)
    {
        var request = context.Request;
        if (IsSafe(context))
        {
            return true;
        }

        if (!request.Path.StartsWithSegments(ApiPaths.V1) || request.Headers[NameOfCall].Count != 1)
        {
            return false;
        }

        if (!HasBody(context))
        {
            return true;
        }

        if (request.ContentLength is not { } length || length > LongestBody)
        {
            return false;
        }

        var body = new byte[length];
        await request.Body.ReadExactlyAsync(body, context.RequestAborted);
        request.Body = new MemoryStream(body, writable: false);
        return true;
    }

    /// <summary>Puts a body that was read before its first byte again.</summary>
    public static void Rewind(HttpContext context)
    {
        if (context.Request.Body.CanSeek)
        {
            context.Request.Body.Position = 0;
        }
    }

    private static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
}

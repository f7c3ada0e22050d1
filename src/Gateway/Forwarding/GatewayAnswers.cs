using Microsoft.AspNetCore.Http;

namespace GigGatek.Gateway.Forwarding;

/// <summary>How a request ended that no shop has answered.</summary>
internal enum Ending
{
    Unreachable,
    Broken,
    TooSlow,
    TooLarge,
    NotFound,
}

/// <summary>The few answers that are the gateway's own. Nobody keeps them.</summary>
internal static class GatewayAnswers
{
    private const string RetryAfterSeconds = "5";

    public static Task Write(HttpContext context, Ending ending) => ending switch
    {
        Ending.NotFound => NotFound(context),
        Ending.Broken => Write(context, StatusCodes.Status502BadGateway, "The shop broke off while it dealt with this. Look whether it was done before you try again."),
        Ending.TooSlow => Write(context, StatusCodes.Status504GatewayTimeout, "The shop took too long. Look whether it was done before you try again."),
        Ending.TooLarge => Write(context, StatusCodes.Status413PayloadTooLarge, "This is larger than what is taken here. Send it in parts."),
        _ => Unreachable(context),
    };

    public static Task NotFound(HttpContext context) => Write(context, StatusCodes.Status404NotFound, "There is nothing at this address.");

    /// <summary>Retry-After is there already.</summary>
    public static Task TooMany(HttpContext context) => Write(
        context, StatusCodes.Status429TooManyRequests, $"That was too often. Try again in {context.Response.Headers.RetryAfter} seconds; nothing was done.");

    public static Task NotAllowed(HttpContext context) => Write(context, StatusCodes.Status405MethodNotAllowed, "This is not done here.");

    private static Task Unreachable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Write(context, StatusCodes.Status503ServiceUnavailable, "The shop cannot be reached at the moment. Nothing was done; please try again in a minute.");
    }

    private static Task Write(HttpContext context, int status, string sentence)
    {
        if (context.Response.HasStarted)
        {
            return Task.CompletedTask;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        if (context.Request.IsHttps)
        {
            context.Response.Headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";    // as the shop says it
        }

        return context.Response.WriteAsync(sentence, context.RequestAborted);
    }
}

using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Gateway.Forwarding;

/// <summary>How a request ended that no shop has answered.</summary>
internal enum Ending
{
    Unreachable,
    Busy,
    Broken,
    TooSlow,
    TooLarge,
    SentTooSlowly,
    NotFound,
}

/// <summary>The few answers that are the gateway's own: a sentence, for programs in the shape of the API's. Nobody keeps them.</summary>
internal static class GatewayAnswers
{
    private const string RetryAfterSeconds = "5";

    public static Task Write(HttpContext context, Ending ending) => ending switch
    {
        Ending.NotFound => NotFound(context),
        Ending.Broken => Write(context, StatusCodes.Status502BadGateway, "The shop broke off while it dealt with this. Look whether it was done before you try again."),
        Ending.TooSlow => Write(context, StatusCodes.Status504GatewayTimeout, "The shop took too long. Look whether it was done before you try again."),
        Ending.TooLarge => TooLarge(context),
        Ending.SentTooSlowly => Write(context, StatusCodes.Status408RequestTimeout, "This came too slowly. Nothing was done; try again where the network is better."),
        Ending.Busy => ComeBack(context, "The shop has as much to do as it can. Nothing was done; please try again in a minute."),
        _ => ComeBack(context, "The shop cannot be reached at the moment. Nothing was done; please try again in a minute."),
    };

    public static Task NotFound(HttpContext context) => Write(context, StatusCodes.Status404NotFound, "There is nothing at this address.");

    public static Task TooLarge(HttpContext context) => Write(context, StatusCodes.Status413PayloadTooLarge, "This is larger than what is taken here. Send it in parts.");

    /// <summary>Retry-After is there already.</summary>
    public static Task TooMany(HttpContext context) => Write(
        context, StatusCodes.Status429TooManyRequests, $"That was too often. Try again in {context.Response.Headers.RetryAfter} seconds; nothing was done.");

    public static Task NotAllowed(HttpContext context) => Write(context, StatusCodes.Status405MethodNotAllowed, "This is not done here.");

    /// <summary>What a program sends as <c>Authorization</c> is neither a key nor an access token of the shop: RFC 6750, 3.1, as the shop says it.</summary>
    public static Task Unproven(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return context.ToProblem(StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    private static Task ComeBack(HttpContext context, string sentence)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Write(context, StatusCodes.Status503ServiceUnavailable, sentence);
    }

    private static Task Write(HttpContext context, int status, string sentence)
    {
        if (context.Response.HasStarted)
        {
            return Task.CompletedTask;
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        if (context.Request.IsHttps)
        {
            context.Response.Headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";    // as the shop says it
        }

        if (context.Request.IsForProgram())
        {
            return context.ToProblem(status, sentence).ExecuteAsync(context);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence, context.RequestAborted);
    }
}

using System.Diagnostics;
using System.Globalization;
using GigGatek.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Web;

/// <summary>Refusals as HTTP: one table of status codes, and one shape for programs (<see cref="Problem"/>).</summary>
public static class Problems
{
    /// <summary>RFC 9457.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>The status of a refusal.</summary>
    public static int StatusOf(Error error) => error.Kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The status of a refusal that is about to be answered; an answer that says that it was too often says for how long, too.</summary>
    public static int StatusOf(this HttpContext context, Error error)
    {
        if (error.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return StatusOf(error);
    }

    /// <summary>What the log calls a request, for those who ask about its answer.</summary>
    public static string RequestIdOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    /// <summary>The refusal of a use case for a program.</summary>
    /// <param name="status">Another than its kind has: 400 for a query that cannot be read.</param>
    public static IResult ToProblem(this Error error, HttpContext context, int? status = null) =>
        Answer(context, status ?? context.StatusOf(error), error.Code, error.Message, error.Field);

    /// <summary>A status without a body, for a program.</summary>
    /// <param name="detail">Null: what the status says of itself.</param>
    public static IResult ToProblem(this HttpContext context, int status, string? detail = null)
    {
        var kind = ProblemKinds.OfStatus(status);
        return Answer(context, status, kind.Code, detail ?? kind.Meaning, null);
    }

    private static IResult Answer(HttpContext context, int status, string code, string detail, string? field)
    {
        var shop = context.RequestServices.GetRequiredService<IOptions<ShopOptions>>().Value;
        var kind = ProblemKinds.Find(code) ?? ProblemKinds.OfStatus(status);    // what only the shop's own scripts are told has no page of its own
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            new Problem($"{shop.PublicUrl}{ApiPaths.Problems}/{kind.Code}", kind.Title, status, detail, code, field, RequestIdOf(context)), contentType: ContentType, statusCode: status);
    }
}

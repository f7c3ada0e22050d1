using GigGatek.Contracts;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.Web;

/// <summary>Refusals as HTTP: one table of status codes, and problem details (RFC 9457) for programs.</summary>
public static class Problems
{
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

    /// <summary>The refusal for a program.</summary>
    public static IResult ToProblem(this Error error) => TypedResults.Problem(
        error.Message,
        statusCode: StatusOf(error),
        extensions: new Dictionary<string, object?> { ["code"] = error.Code, ["field"] = error.Field });
}

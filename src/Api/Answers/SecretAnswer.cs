using Microsoft.AspNetCore.Http;

namespace GigGatek.Api.Answers;

/// <summary>An answer that holds what opens something: no cache keeps it (RFC 6749, 5.1), and it has no tag.</summary>
internal sealed record SecretAnswer<T>(T Value, int Status) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        response.ContentType = "application/json; charset=utf-8";
        await response.Body.WriteAsync(Representation.Of(httpContext, Value), httpContext.RequestAborted);
    }
}

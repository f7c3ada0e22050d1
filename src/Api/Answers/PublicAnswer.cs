using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GigGatek.Api.Answers;

/// <summary>
/// An answer that is the same for everyone: with an entity tag, so that who asks again with <c>If-None-Match</c> gets 304 (RFC 9110, 13.1.2).
/// </summary>
internal sealed record PublicAnswer<T>(T Value) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = Representation.Of(httpContext, Value);
        httpContext.Response.Headers.CacheControl = "public, max-age=0, must-revalidate";
        return Representation.Send(httpContext, bytes, EntityTagHeaderValue.Parse(EntityTags.WeakOf(bytes)));
    }
}

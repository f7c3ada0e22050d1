using System.Text.Json;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace GigGatek.Api.Answers;

/// <summary>
/// An answer that is the same for everyone: with an entity tag, so that who asks again with <c>If-None-Match</c> gets 304 (RFC 9110, 13.1.2).
/// </summary>
internal sealed record PublicAnswer<T>(T Value) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(Value, options);
        var tag = EntityTagHeaderValue.Parse(EntityTags.WeakOf(bytes));
        var response = httpContext.Response;
        response.Headers.CacheControl = "public, max-age=0, must-revalidate";
        response.Headers.ETag = tag.ToString();
        if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}

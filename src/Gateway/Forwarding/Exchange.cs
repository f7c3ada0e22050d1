using System.Net;
using GigGatek.Gateway.Shops;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace GigGatek.Gateway.Forwarding;

/// <summary>One request at one shop: what is changed on the way there and back, and what is noted about it.</summary>
/// <param name="holdsNotFound">Whether 404 is not an answer yet, because another colour may have the file.</param>
internal sealed class Exchange(ShopCounts counts, Traffic traffic, int lot, bool holdsNotFound, TimeProvider clock) : HttpTransformer
{
    /// <summary>What a visitor's request must not say by itself: the shop believes it. Those of trusted proxies were read before.</summary>
    private static readonly string[] Believed =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Original-For", "X-Original-Proto", "X-Original-Host", "X-Real-IP"];

    private readonly long _begun = clock.GetTimestamp();

    public ShopCounts Counts => counts;

    /// <summary>Whether the shop had no such file and another is asked.</summary>
    public bool WasHeldBack { get; private set; }

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        foreach (var header in Believed)
        {
            proxyRequest.Headers.Remove(header);
        }

        var request = httpContext.Request;
        if (httpContext.Connection.RemoteIpAddress is { } visitor)
        {
            proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-For", (visitor.IsIPv4MappedToIPv6 ? visitor.MapToIPv4() : visitor).ToString());
        }

        proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Proto", request.Scheme);
        proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Host", request.Host.Value);
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
        {
            return false;
        }

        if (proxyResponse.StatusCode == HttpStatusCode.NotFound && holdsNotFound)
        {
            counts.AddAnswer(StatusCodes.Status200OK, clock.GetElapsedTime(_begun));    // no fault of this release: the page is another's
            WasHeldBack = true;
            return false;
        }

        counts.AddAnswer((int)proxyResponse.StatusCode, clock.GetElapsedTime(_begun));
        await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        Lot.Keep(httpContext, traffic, lot);
        return true;
    }
}

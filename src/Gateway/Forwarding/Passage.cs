using GigGatek.Gateway.Routing;
using GigGatek.Gateway.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace GigGatek.Gateway.Forwarding;

/// <summary>One attempt: takes a request to one shop and its answer back, and notes what that says about the shop.</summary>
internal sealed partial class Passage(IHttpForwarder forwarder, ShopConnections connections, IOptions<GatewayOptions> options, TimeProvider clock, ILogger<Passage> log)
{
    /// <summary>The shop was entered.</summary>
    /// <param name="whole">Ends when the request has taken as long as one may.</param>
    public async Task<Outcome> SendAsync(HttpContext context, Shop shop, Route route, Exchange exchange, CancellationToken whole)
    {
        exchange.Counts.AddRequest();
        var outcome = Outcome.Abandoned;
        try
        {
            var error = await forwarder.SendAsync(context, shop.Prefix, connections.Client, route.Forwarding, exchange, whole);
            outcome = error != ForwarderError.None && whole.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested
                ? EndOfTime(context, exchange)
                : Judge(context, shop, exchange, error);
            return outcome;
        }
        finally
        {
            shop.Leave(route);
            if (shop.Circuit.Note(outcome.ToVerdict()))
            {
                LogOpened(shop.Colour, shop.Prefix, options.Value.BreakerSeconds);
            }
        }
    }

    private static Outcome EndOfTime(HttpContext context, Exchange exchange)
    {
        exchange.Counts.AddBroken();
        if (!context.Response.HasStarted)
        {
            return Outcome.TooSlow;
        }

        context.Abort();    // so that he does not take it for whole
        return Outcome.CutOff;
    }

    private Outcome Judge(HttpContext context, Shop shop, Exchange exchange, ForwarderError error)
    {
        switch (error)
        {
            case ForwarderError.None:
                return exchange.WasHeldBack ? Outcome.NotFound
                    : context.Response.StatusCode is StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout ? Outcome.Failing
                    : Outcome.Answered;
            case ForwarderError.Request when WasNeverSent(context):
                exchange.Counts.AddUnreachable();
                if (shop.MarkGone("it cannot be reached", clock.GetUtcNow()))
                {
                    LogGone(shop.Colour, shop.Prefix);
                }

                return Outcome.NeverSent;
            case ForwarderError.RequestTimedOut:
                exchange.Counts.AddBroken();
                return Outcome.TooSlow;
            case ForwarderError.Request or ForwarderError.RequestBodyDestination or ForwarderError.ResponseHeaders:
                exchange.Counts.AddBroken();
                return context.Response.HasStarted ? Outcome.CutOff : Outcome.Broken;
            case ForwarderError.RequestBodyClient when context.Response is { HasStarted: false, StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Outcome.TooLarge;
            case ForwarderError.RequestBodyClient when context.Response is { HasStarted: false, StatusCode: StatusCodes.Status408RequestTimeout }:
                return Outcome.SentTooSlowly;
            case ForwarderError.ResponseBodyDestination:
                exchange.Counts.AddBroken();
                return Outcome.CutOff;    // the visitor's connection was cut, so that he does not take it for whole
            default:
                return Outcome.Abandoned;    // the visitor went away, or sent what is no request; he was told
        }
    }

    /// <summary>The only failures that come before a byte has left.</summary>
    private static bool WasNeverSent(HttpContext context) =>
        context.Features.Get<IForwarderErrorFeature>()?.Exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        };

    [LoggerMessage(LogLevel.Warning, "The {Colour} shop {Address} gets no requests: it could not be reached")]
    private partial void LogGone(string colour, string address);

    [LoggerMessage(LogLevel.Warning, "The {Colour} shop {Address} gets no new requests for {Seconds} s where another can take them: too many of the last ones failed")]
    private partial void LogOpened(string colour, string address, int seconds);
}

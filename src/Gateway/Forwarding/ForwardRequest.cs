using GigGatek.Gateway.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace GigGatek.Gateway.Forwarding;

/// <summary>
/// Takes a visitor's request to a shop of his colour. One that could not be sent goes to another shop; one that may have been
/// received is repeated only when it asks and changes nothing.
/// </summary>
internal sealed partial class ForwardRequest(
    Fleet fleet, IHttpForwarder forwarder, ShopConnections connections, IOptions<GatewayOptions> options, TimeProvider clock, ILogger<ForwardRequest> log)
{
    private const int MostAttempts = 5;

    /// <summary>Of the shop's own paths those that are nobody's business outside.</summary>
    private static readonly PathString[] Inner = ["/health", "/info", "/metrics"];

    private readonly ForwarderRequestConfig _request = new()
    {
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = TimeSpan.FromSeconds(options.Value.AnswerSeconds),
    };

    public async Task Handle(HttpContext context)
    {
        var request = context.Request;
        if (Array.Exists(Inner, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
        {
            await GatewayAnswers.NotFound(context);
            return;
        }

        if (HttpMethods.IsConnect(request.Method) || HttpMethods.IsTrace(request.Method))
        {
            await GatewayAnswers.NotAllowed(context);
            return;
        }

        var traffic = fleet.Traffic;
        var lot = Lot.Of(request);
        var own = traffic.ColourOf(lot);
        if (await TryAll(context, traffic, own, lot) is { } ending)
        {
            await GatewayAnswers.Write(context, ending);
        }
    }

    /// <summary>Null when a shop has answered; else what the visitor is told in its place.</summary>
    private async Task<Ending?> TryAll(HttpContext context, Traffic traffic, Colour own, int lot)
    {
        var isAsset = IsAsset(context.Request);
        var left = new Queue<Shop>(isAsset ? Candidates.ForAsset(traffic, own).Concat(Candidates.For(traffic, own)).Distinct() : Candidates.For(traffic, own));
        var ending = Ending.Unreachable;
        var mayRepeat = IsRepeatable(context);
        for (var attempt = 0; attempt < MostAttempts && left.TryDequeue(out var shop); attempt++)
        {
            var holdsNotFound = isAsset && left.Any(other => other.Colour != shop.Colour);
            var exchange = new Exchange(shop, traffic, lot, holdsNotFound, clock);
            var outcome = await SendAsync(context, shop, exchange);
            if (outcome == Outcome.Answered)
            {
                return null;
            }

            if (outcome is Outcome.TooSlow or Outcome.TooLarge)
            {
                return outcome == Outcome.TooSlow ? Ending.TooSlow : Ending.TooLarge;
            }

            if (outcome == Outcome.NotFound)
            {
                left = new Queue<Shop>(left.Where(other => other.Colour != shop.Colour));
                ending = Ending.NotFound;
            }
            else if (outcome == Outcome.Broken && !mayRepeat)
            {
                return Ending.Broken;
            }
            else if (outcome == Outcome.Broken)
            {
                mayRepeat = false;
                ending = Ending.Broken;
            }

            Clear(context);
        }

        return ending;
    }

    private async Task<Outcome> SendAsync(HttpContext context, Shop shop, Exchange exchange)
    {
        shop.Enter();
        shop.Counts.AddRequest();
        try
        {
            var error = await forwarder.SendAsync(context, shop.Prefix, connections.Client, _request, exchange);
            return Judge(context, shop, exchange, error);
        }
        finally
        {
            shop.Leave();
        }
    }

    private Outcome Judge(HttpContext context, Shop shop, Exchange exchange, ForwarderError error)
    {
        switch (error)
        {
            case ForwarderError.None:
                return exchange.WasHeldBack ? Outcome.NotFound : Outcome.Answered;
            case ForwarderError.Request when WasNeverSent(context):
                shop.Counts.AddUnreachable();
                if (shop.MarkGone("it cannot be reached", clock.GetUtcNow()))
                {
                    LogGone(shop.Colour, shop.Prefix);
                }

                return Outcome.NeverSent;
            case ForwarderError.RequestTimedOut:
                shop.Counts.AddBroken();
                return Outcome.TooSlow;
            case ForwarderError.Request or ForwarderError.RequestBodyDestination or ForwarderError.ResponseHeaders:
                shop.Counts.AddBroken();
                return context.Response.HasStarted ? Outcome.Answered : Outcome.Broken;
            case ForwarderError.RequestBodyClient when context.Response is { HasStarted: false, StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Outcome.TooLarge;
            case ForwarderError.ResponseBodyDestination:
                shop.Counts.AddBroken();
                return Outcome.Answered;    // in part: the visitor's connection was cut, so that he does not take it for whole
            default:
                return Outcome.Answered;    // the visitor went away, or sent what is no request; he was told
        }
    }

    /// <summary>The only failures that come before a byte has left.</summary>
    private static bool WasNeverSent(HttpContext context) =>
        context.Features.Get<IForwarderErrorFeature>()?.Exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        };

    private static bool IsRepeatable(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true;

    private static bool IsAsset(HttpRequest request) =>
        request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    /// <summary>The forwarder refuses a request that was answered, and has put a status of its own there.</summary>
    private static void Clear(HttpContext context)
    {
        context.Response.Clear();
        context.Features.Set<IForwarderErrorFeature>(null);
    }

    private enum Outcome
    {
        Answered,
        NotFound,
        NeverSent,
        Broken,
        TooSlow,
        TooLarge,
    }

    [LoggerMessage(LogLevel.Warning, "The {Colour} shop {Address} gets no requests: it could not be reached")]
    private partial void LogGone(string colour, string address);
}

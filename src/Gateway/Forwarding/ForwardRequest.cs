using GigGatek.Gateway.Routing;
using GigGatek.Gateway.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace GigGatek.Gateway.Forwarding;

/// <summary>
/// Takes a visitor's request to a shop of his colour that serves its module. One that could not be sent goes to another shop; one that may have been
/// received is sent again only when it may be (<see cref="Repeatable"/>), once, and within the <see cref="RetryBudget"/>.
/// </summary>
internal sealed class ForwardRequest(Fleet fleet, Routes routes, Passage passage, RetryBudget budget, IOptions<GatewayOptions> options, TimeProvider clock)
{
    private const int MostAttempts = 5;

    /// <summary>Of the shop's own paths those that are nobody's business outside.</summary>
    private static readonly PathString[] Inner = ["/health", "/info", "/metrics"];

    private readonly TimeSpan _whole = TimeSpan.FromSeconds(options.Value.WholeSeconds);

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

        budget.AddRequest();
        if (await Forward(context) is { } ending)
        {
            await GatewayAnswers.Write(context, ending);
        }
    }

    /// <summary>Null when a shop has answered, or nobody waits any more; else what the visitor is told in its place.</summary>
    private async Task<Ending?> Forward(HttpContext context)
    {
        try
        {
            var mayRepeat = await Repeatable.Prepare(context);
            using var whole = new CancellationTokenSource(_whole);    // the forwarder itself ends when the visitor goes
            return await TryAll(context, mayRepeat, whole.Token);
        }
        catch (BadHttpRequestException slow) when (slow.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            return Ending.SentTooSlowly;
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException && gone is not BadHttpRequestException)
        {
            return null;
        }
    }

    private async Task<Ending?> TryAll(HttpContext context, bool mayRepeat, CancellationToken whole)
    {
        var (traffic, route) = (fleet.Traffic, routes.Of(context.Request.Path));
        var lot = Lot.Of(context.Request, traffic);
        var isAsset = traffic.Colours.Count > 1 && IsAsset(context.Request);
        var candidates = new Candidates(traffic, traffic.ColourOf(lot), route, isAsset);
        var ending = Ending.Unreachable;
        for (var attempt = 0; attempt < MostAttempts && candidates.EnterNext(mayTry: mayRepeat) is { } shop; attempt++)
        {
            var holdsNotFound = isAsset && candidates.HaveOtherThan(shop.Colour);
            var outcome = await passage.SendAsync(context, shop, route, new Exchange(shop.CountsOf(route), traffic, lot, holdsNotFound, clock), whole);
            if (outcome == Outcome.NotFound)
            {
                candidates.LeaveOut(shop.Colour);
                ending = Ending.NotFound;
            }
            else if (outcome == Outcome.Broken)
            {
                if (!mayRepeat || candidates.AreUsedUp || !budget.TryTake(route))
                {
                    return Ending.Broken;
                }

                mayRepeat = false;
                ending = Ending.Broken;
            }
            else if (outcome != Outcome.NeverSent)
            {
                return EndingOf(outcome);
            }

            Clear(context);
        }

        return ending == Ending.Unreachable && traffic.Colours.Any(colour => colour.ShopsOf(route).Any(shop => shop.IsUsable && shop.IsFullFor(route))) ? Ending.Busy : ending;
    }

    private static Ending? EndingOf(Outcome outcome) => outcome switch
    {
        Outcome.TooSlow => Ending.TooSlow,
        Outcome.TooLarge => Ending.TooLarge,
        Outcome.SentTooSlowly => Ending.SentTooSlowly,
        _ => null,
    };

    private static bool IsAsset(HttpRequest request) =>
        request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    /// <summary>The forwarder refuses a request that was answered, and has put a status of its own there.</summary>
    private static void Clear(HttpContext context)
    {
        context.Response.Clear();
        context.Features.Set<IForwarderErrorFeature>(null);
        Repeatable.Rewind(context);
    }
}

using System.Security.Claims;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.RateLimits;

/// <summary>
/// Counts a request of the shop: a stranger by his address; who proves an account by that, by his key and, generously, by his address. Proving costs nothing more:
/// the framework keeps the outcome for the endpoint that asks for it later.
/// </summary>
internal sealed class LimitRequests(RequestLimiter limiter, RateLimitPolicies policies, IEnumerable<CallerScheme> schemes)
{
    private readonly CallerScheme[] _schemes = [.. schemes];

    /// <summary>Null for a request that is not counted.</summary>
    public async ValueTask<Verdict?> Handle(HttpContext context)
    {
        var kind = context.GetEndpoint()?.Metadata.GetMetadata<CountedAs>()?.Kind ?? RateLimitClass.General;
        if (kind == RateLimitClass.Unlimited)
        {
            return null;
        }

        var (limits, address) = (policies.Of(kind), ClientNetwork.Of(context.Connection.RemoteIpAddress));
        if (FindScheme(context) is not { } scheme)
        {
            return await limiter.TakeAsync([limits.Address.For(address)]);
        }

        var unproven = policies.Unproven.For(address);
        return limiter.FindRefusal([unproven])
            ?? await limiter.TakeAsync(
                (await context.AuthenticateAsync(scheme)).Principal is { } caller ? [.. CountedOf(limits, address, caller)] : [limits.Address.For(address), unproven]);
    }

    private string? FindScheme(HttpContext context)
    {
        foreach (var scheme in _schemes)
        {
            if (scheme.Find(context) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static IEnumerable<Counted> CountedOf(ClassPolicies limits, string address, ClaimsPrincipal caller)
    {
        yield return limits.Callers.For(address);
        if (caller.FindFirstValue(ClaimTypes.NameIdentifier) is { } account)
        {
            yield return limits.Account.For(account);
        }

        if (caller.FindFirstValue(CallerScheme.KeyClaim) is { } key)
        {
            yield return limits.Key.For(key);
        }
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GigGatek.Platform.RateLimits;

/// <summary>
/// What answers say of limits (draft-ietf-httpapi-ratelimit-headers, structured fields): of the policy that leaves least, <c>q</c> requests in each <c>w</c>
/// seconds, <c>r</c> left, all of them again after <c>t</c>. With GCRA <c>q</c> is the burst and <c>w</c> the time in which it comes back.
/// </summary>
internal static class RateLimitHeaders
{
    /// <summary>
    /// When the answer begins, past every cache: what is kept of it for others must not tell them of this one. Appended, since a gateway says its own of an answer
    /// in which a shop has said something already.
    /// </summary>
    public static void PutOnAnswer(HttpContext context, Verdict verdict) => context.Response.OnStarting(() =>
    {
        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = StringValues.Concat(headers["RateLimit-Policy"], PolicyOf(verdict));
        headers["RateLimit"] = StringValues.Concat(headers["RateLimit"], RemainingOf(verdict));
        return Task.CompletedTask;
    });

    /// <summary>429 without a body.</summary>
    public static void Refuse(HttpContext context, Verdict verdict)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.RetryAfter = verdict.RetryAfter.ToString(CultureInfo.InvariantCulture);
    }

    private static string PolicyOf(Verdict verdict)
    {
        var (policy, limit) = (verdict.Counted[verdict.Tightest].Policy, verdict.Counted[verdict.Tightest].Limit);
        return string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";q={limit.Burst};w={limit.Window}");
    }

    private static string RemainingOf(Verdict verdict)
    {
        var (policy, limit, debt) = (verdict.Counted[verdict.Tightest].Policy, verdict.Counted[verdict.Tightest].Limit, verdict.Debts[verdict.Tightest]);
        return string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";r={(verdict.IsAdmitted ? limit.RemainingOf(debt) : 0)};t={Verdict.SecondsOf(debt)}");
    }
}

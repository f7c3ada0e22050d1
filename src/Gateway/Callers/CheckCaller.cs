using System.Collections.Concurrent;
using GigGatek.Gateway.Forwarding;
using GigGatek.Platform.Security;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Gateway.Callers;

/// <summary>
/// Refuses what certainly opens nothing before it reaches a shop: a key that does not look like one, an access token that the shop has not signed, or that has
/// ended. Whether a key is there, and whether a session goes on, is the shop's to say; it looks at everything again.
/// </summary>
internal sealed class CheckCaller(TokenKeys keys, AccessTokenCheck check, TimeProvider clock)
{
    /// <summary>Of tokens that were good, so that one is not calculated anew with each call.</summary>
    private const int MostRemembered = 10_000;

    private static readonly PathString SignIn = ApiPaths.V1 + "/sessions";

    private volatile Remembered _good = new(KnownKeys.None);

    /// <summary>Whether the request may go on.</summary>
    public async ValueTask<bool> Handle(HttpContext context)
    {
        var request = context.Request;
        if (!request.IsForProgram() || request.BearerText() is not { } text || (request.Path == SignIn && HttpMethods.IsPost(request.Method)))
        {
            return true;
        }

        return text.Contains('.', StringComparison.Ordinal)
            ? await IsGoodToken(text, context.RequestAborted)
            : BearerShape.Key.PrefixOf(text) is not null || BearerShape.Refresh.PrefixOf(text) is not null;
    }

    private async ValueTask<bool> IsGoodToken(string token, CancellationToken ct)
    {
        var good = GoodOnes();
        if (good.Find(token) is { } end)
        {
            return clock.GetUtcNow() < end;
        }

        if (check.FindKeyId(token) is not { } id)
        {
            return false;
        }

        var known = await keys.FindWith(id, ct);
        if (!known.ById.TryGetValue(id, out var key))
        {
            return !known.IsFresh;    // a shop may know it
        }

        if (await check.ReadAsync(token, key) is not { } read)
        {
            return false;
        }

        good.Add(token, read.ValidTo);
        return true;
    }

    /// <summary>Those of the keys that there are: a key that was withdrawn takes its tokens with it.</summary>
    private Remembered GoodOnes()
    {
        var good = _good;
        return ReferenceEquals(good.Keys, keys.Known.ById) && !good.IsFull ? good : _good = new Remembered(keys.Known);
    }

    private sealed class Remembered(KnownKeys known)
    {
        private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);
        private int _count;

        public object Keys { get; } = known.ById;

        /// <summary>Then it begins anew: to count what has ended would cost more than to calculate what has not.</summary>
        public bool IsFull => Volatile.Read(ref _count) >= MostRemembered;

        public DateTimeOffset? Find(string token) => _ends.TryGetValue(token, out var end) ? end : null;

        public void Add(string token, DateTime end)
        {
            if (_ends.TryAdd(token, end))
            {
                Interlocked.Increment(ref _count);
            }
        }
    }
}

internal static class CallerChecks
{
    /// <summary>Only where the shop's address is known, of which tokens speak.</summary>
    public static IApplicationBuilder UseCallerCheck(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<GatewayOptions>>().Value.PublicUrl.Length == 0)
        {
            return app;
        }

        var check = app.ApplicationServices.GetRequiredService<CheckCaller>();
        return app.Use(async (context, next) =>
        {
            if (await check.Handle(context))
            {
                await next(context);
            }
            else
            {
                await GatewayAnswers.Unproven(context);
            }
        });
    }
}

using GigGatek.Platform.Redis;
using GigGatek.Platform.Settings;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.RateLimits;

/// <summary>Limits of requests, in the shop and at its edge.</summary>
public static class RateLimitServices
{
    /// <summary>What the shop and the gateway count with. Where Redis is set, they count in it together.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<RateLimitOptions>(configuration, "RateLimits");
        services.AddRedisConnection(configuration);
        services.AddMetrics();
        services.AddSingleton<RateLimitMetrics>().AddSingleton<RateLimitPolicies>().AddSingleton<LimitRequests>();
        services.AddSingleton(provider => new RequestLimiter(
            new LocalLimits(provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<RateLimitMetrics>(),
            provider.GetService<RedisConnection>() is { } redis ? new SharedLimits(redis) : null));
        if (RedisServices.IsSet(configuration))
        {
            services.AddHealthChecks().AddCheck<RateLimitHealth>("rate-limits");
        }

        return services;
    }

    /// <summary>
    /// Refuses what the limits of its class refuse, with 429 and without a body, which the error pages put there. Put it behind routing, for the classes,
    /// and before the output cache.
    /// </summary>
    public static IApplicationBuilder UseRateLimits(this IApplicationBuilder app)
    {
        if (!app.AreLimitsOn())
        {
            return app;
        }

        var requests = app.ApplicationServices.GetRequiredService<LimitRequests>();
        return app.Use(async (context, next) =>
        {
            var verdict = await requests.Handle(context);
            if (verdict is not null)
            {
                RateLimitHeaders.PutOnAnswer(context, verdict);
            }

            if (verdict is { IsAdmitted: false })
            {
                RateLimitHeaders.Refuse(context, verdict);
                return;
            }

            await next(context);
        });
    }

    /// <summary>Refuses what comes too often from one address, of whatever kind. <paramref name="refuse"/> says so: status and headers are there already.</summary>
    public static IApplicationBuilder UseEdgeLimits(this IApplicationBuilder app, RequestDelegate refuse)
    {
        if (!app.AreLimitsOn())
        {
            return app;
        }

        var (limiter, policies) = (app.ApplicationServices.GetRequiredService<RequestLimiter>(), app.ApplicationServices.GetRequiredService<RateLimitPolicies>());
        return app.Use(async (context, next) =>
        {
            var verdict = await limiter.TakeAsync([policies.Edge.For(ClientNetwork.Of(context.Connection.RemoteIpAddress))]);
            RateLimitHeaders.PutOnAnswer(context, verdict);
            if (verdict.IsAdmitted)
            {
                await next(context);
                return;
            }

            RateLimitHeaders.Refuse(context, verdict);
            await refuse(context);
        });
    }

    private static bool AreLimitsOn(this IApplicationBuilder app) => app.ApplicationServices.GetRequiredService<IOptions<RateLimitOptions>>().Value.Enabled;
}

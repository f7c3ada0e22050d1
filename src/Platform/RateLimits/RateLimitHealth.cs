using GigGatek.Platform.Redis;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.RateLimits;

/// <summary>Degraded while each process counts for itself: then several admit several times as much.</summary>
internal sealed class RateLimitHealth(RedisConnection redis, IOptions<RateLimitOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(redis.IsUp || !options.Value.Enabled ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("Each process counts requests by itself, since Redis is not used."));
}

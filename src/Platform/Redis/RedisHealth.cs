using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GigGatek.Platform.Redis;

/// <summary>Degraded without Redis, which is still ready: the shop answers from memory and the database.</summary>
internal sealed class RedisHealth(RedisConnection redis) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(redis.Problem is { } problem
            ? HealthCheckResult.Degraded($"Redis is not used, since {problem}.")
            : HealthCheckResult.Healthy());
}

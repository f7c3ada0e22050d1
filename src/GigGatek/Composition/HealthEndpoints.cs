using GigGatek.Platform.Data;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.RateLimits;
using LinqToDB.Data;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GigGatek.Composition;

/// <summary>Live: the process answers. Ready: its databases answer too and have what it reads, so it may get traffic.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).CountAs(RateLimitClass.Unlimited);
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteDetails }).CountAs(RateLimitClass.Unlimited);
    }

    /// <summary><c>Degraded</c> is ready too: something is done without, and the shop goes on.</summary>
    private static Task WriteDetails(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new
        {
            Status = report.Status.ToString(),
            Checks = report.Entries.OrderBy(entry => entry.Key).ToDictionary(entry => entry.Key, entry => new { Status = entry.Value.Status.ToString(), Detail = entry.Value.Description }),
        });

    public static IHealthChecksBuilder AddShopHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseAnswers>("database").AddCheck<SchemaFits>("schema", HealthStatus.Degraded).AddCheck<ReplicasAnswer>("replicas");

    /// <summary>Without replicas the shop is slower, not away: it stays ready. Without addresses: anyone may ask.</summary>
    private sealed class ReplicasAnswer(ISqlDialect dialect) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var gone = dialect.ListReplicas().GroupBy(replica => replica.Database).Where(database => database.Any(replica => !replica.IsUseful))
                .Select(database => $"{database.Count(replica => replica.IsUseful)} of {database.Count()} replicas of {database.Key} are read from").ToList();
            return Task.FromResult(gone.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join("; ", gone)));
        }
    }

    /// <summary>
    /// A release that was kept warm, and whose columns a newer one has taken away meanwhile, gets no visitors again. Without addresses: anyone
    /// may ask. Degraded: it could not be found out, and what the database has to say is said by its own check.
    /// </summary>
    private sealed class SchemaFits(SchemaMigrator schema) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await schema.FindContractAsync(cancellationToken) is { } newest
                ? HealthCheckResult.Unhealthy(FormattableString.Invariant($"A newer version of GigGatek has taken from the database what this one reads (schema {newest}). Start that version, or restore a backup made before the upgrade."))
                : HealthCheckResult.Healthy();
    }

    /// <summary>One statement per database.</summary>
    private sealed class DatabaseAnswers(ISqlDialect dialect, IEnumerable<ModuleSchema> schemas) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            foreach (var database in schemas.GroupBy(schema => dialect.DatabaseKey(schema.Module)))
            {
                await using var connection = new DataConnection(dialect.OptionsFor(database.First().Module, readOnly: true));
                await connection.ExecuteAsync<int>("SELECT COUNT(*) FROM schema_versions", cancellationToken);
            }

            return HealthCheckResult.Healthy();
        }
    }
}

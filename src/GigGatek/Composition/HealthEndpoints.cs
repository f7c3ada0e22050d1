using GigGatek.Platform.Data;
using LinqToDB.Data;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GigGatek.Composition;

/// <summary>Live: the process answers. Ready: its databases answer too, so it may get traffic.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteDetails });
    }

    /// <summary><c>Degraded</c> is ready too: something is done without, and the shop goes on.</summary>
    private static Task WriteDetails(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new
        {
            Status = report.Status.ToString(),
            Checks = report.Entries.OrderBy(entry => entry.Key).ToDictionary(entry => entry.Key, entry => new { Status = entry.Value.Status.ToString(), Detail = entry.Value.Description }),
        });

    public static IHealthChecksBuilder AddShopHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseAnswers>("database");

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

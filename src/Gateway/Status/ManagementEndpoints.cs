using GigGatek.Gateway.Routing;
using GigGatek.Gateway.Shops;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GigGatek.Gateway.Status;

/// <summary>What the management listener answers. Live: the process answers. Ready: it may get visitors.</summary>
internal static class ManagementEndpoints
{
    public static void MapManagement(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteDetails });
        var status = app.ServiceProvider.GetRequiredService<ShowStatus>();    // now, for it says since when it runs
        app.MapGet("/status", () => status.Handle());
        app.MapInfo();
    }

    private static Task WriteDetails(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new
        {
            Status = report.Status.ToString(),
            Checks = report.Entries.OrderBy(entry => entry.Key).ToDictionary(entry => entry.Key, entry => new { Status = entry.Value.Status.ToString(), Detail = entry.Value.Description }),
        });

    /// <summary>Another gateway would find no other shops, so this one stays ready without any; but it says so.</summary>
    internal sealed class ShopsAnswer(Fleet fleet, Routes routes) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var without = fleet.Traffic.Colours.Where(colour => colour.Weight > 0).SelectMany(ListMissing).ToList();
            return Task.FromResult(without.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"no shop of {string.Join(" and ", without)} is ready"));
        }

        private IEnumerable<string> ListMissing(Colour colour)
        {
            var without = routes.All.Where(route => !colour.ShopsOf(route).Any(shop => shop.IsUsable)).Select(route => route.Module).ToList();
            return without.Count < routes.All.Length ? without.Select(module => $"{colour.Name} for {module}") : [colour.Name];
        }
    }
}

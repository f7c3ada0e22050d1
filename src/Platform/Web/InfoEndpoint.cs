using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Releases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Platform.Web;

/// <summary>Which build a process is, and since when: for a release that asks whether the right one answers.</summary>
public static class InfoEndpoint
{
    /// <summary>Answers at <c>/info</c> with version, commit and time of the start, as JSON. Needs a <see cref="ProgramVersion"/> among the services.</summary>
    public static void MapInfo(this IEndpointRouteBuilder app)
    {
        var (program, started) = (app.ServiceProvider.GetRequiredService<ProgramVersion>(), app.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow());
        app.MapGet("/info", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Json(new Info(program.Version, program.Commit, started));
        }).CountAs(RateLimitClass.Unlimited);
    }

    /// <param name="Version">Such as <c>0.1.0</c>.</param>
    /// <param name="Commit">Whole, or <c>unknown</c>.</param>
    /// <param name="Started">When the process was put together, in UTC.</param>
    internal sealed record Info(string Version, string Commit, DateTimeOffset Started);
}

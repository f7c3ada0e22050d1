using GigGatek.Platform.Releases;

namespace GigGatek.Composition;

/// <summary>Which build a process is, and since when: for a release that asks whether the right one answers.</summary>
internal static class InfoEndpoint
{
    public static void MapInfo(this IEndpointRouteBuilder app, TimeProvider clock)
    {
        var started = clock.GetUtcNow();
        app.MapGet("/info", (HttpContext context, ProgramVersion program) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Json(new Info(program.Version, program.Commit, started));
        });
    }

    /// <param name="Version">Such as <c>0.1.0</c>.</param>
    /// <param name="Commit">Whole, or <c>unknown</c>.</param>
    /// <param name="Started">When the process was put together, in UTC.</param>
    internal sealed record Info(string Version, string Commit, DateTimeOffset Started);
}

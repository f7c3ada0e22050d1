using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(GigGatek.Tests.BrokenBuild.BadMiddleware))]

namespace GigGatek.Tests.BrokenBuild;

/// <summary>In front of everything that the shop does.</summary>
public sealed class BadMiddleware : IHostingStartup, IStartupFilter
{
    private static int _pages;

    /// <summary>What is bad.</summary>
    public static string Fault { get; set; } = "";

    /// <inheritdoc />
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(this));

    /// <inheritdoc />
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(Fault switch
        {
            "errors" => FailsOnePageInTwenty,
            "slow" => TakesThreeTimesAsLong,
            "unready" => NeverGetsReady,
            "late" => GetsReadyLate,
            _ => (context, go) => go(context),
        });
        next(app);
    };

    private static Task FailsOnePageInTwenty(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/p") || Interlocked.Increment(ref _pages) % 20 != 0)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Task.CompletedTask;
    }

    private static async Task TakesThreeTimesAsLong(HttpContext context, RequestDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        context.Response.OnStarting(async () =>
        {
            if (!context.Request.Path.StartsWithSegments("/health"))
            {
                await Task.Delay((2 * Stopwatch.GetElapsedTime(started)) + TimeSpan.FromMilliseconds(20));
            }
        });
        await next(context);
    }

    private static Task NeverGetsReady(HttpContext context, RequestDelegate next) => IsReadiness(context) ? Refuse(context) : next(context);

    private static Task GetsReadyLate(HttpContext context, RequestDelegate next) =>
        IsReadiness(context) && TimeProvider.System.GetUtcNow() - Process.GetCurrentProcess().StartTime < TimeSpan.FromSeconds(10) ? Refuse(context) : next(context);

    private static bool IsReadiness(HttpContext context) => context.Request.Path.StartsWithSegments("/health/ready");

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }
}

using GigGatek.Platform.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Web.Shutdown;

/// <summary>Registration of how a server ends.</summary>
public static class ShutdownServices
{
    private const string Readiness = "/health/ready";

    /// <summary>Puts <see cref="GracefulShutdown"/> in the place of the host's own handling of signals.</summary>
    public static IServiceCollection AddGracefulShutdown(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<ShutdownOptions>(configuration, "Shutdown");
        services.AddSingleton<GracefulShutdown>();
        services.Replace(ServiceDescriptor.Singleton<IHostLifetime>(provider => provider.GetRequiredService<GracefulShutdown>()));
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>>((host, shutdown) => host.ShutdownTimeout = TimeSpan.FromSeconds(shutdown.Value.DrainSeconds));
        return services;
    }

    /// <summary>
    /// Once it ends, <c>/health/ready</c> says 503 and every answer ends its connection (<c>Connection: close</c>, or GOAWAY of HTTP/2): clients make new ones, elsewhere,
    /// instead of finding an old one closed under a request. Put it first.
    /// </summary>
    public static IApplicationBuilder UseGracefulShutdown(this IApplicationBuilder app)
    {
        var shutdown = app.ApplicationServices.GetRequiredService<GracefulShutdown>();
        return app.Use((context, next) =>
        {
            if (!shutdown.HasBegun)
            {
                return next(context);
            }

            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
            return context.Request.Path == Readiness ? SayNotReady(context) : next(context);
        });
    }

    /// <summary>Before the checks of health are asked: it is nothing that went wrong, and no line of the log.</summary>
    private static Task SayNotReady(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new { Status = "Stopping" }, context.RequestAborted);
    }
}

using GigGatek.Gateway.Callers;
using GigGatek.Gateway.Forwarding;
using GigGatek.Gateway.Ports;
using GigGatek.Gateway.Releases;
using GigGatek.Gateway.Routing;
using GigGatek.Gateway.Shops;
using GigGatek.Gateway.Status;
using GigGatek.Gateway.Visitors;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Security;
using GigGatek.Platform.Settings;
using GigGatek.Platform.Web;
using GigGatek.Platform.Web.Shutdown;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GigGatek.Gateway;

/// <summary>The front door of the gateway.</summary>
public static class GatewayModule
{
    /// <summary>Its services and settings.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<GatewayOptions>(configuration, "Gateway");
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddGracefulShutdown(configuration);
        services.AddTrustedProxies<GatewayOptions>(options => options.TrustedProxies);
        services.AddRateLimits(configuration);
        services.AddHttpForwarder();
        services.AddSingleton<Routes>();
        services.AddSingleton<Fleet>();
        services.AddSingleton<ShopConnections>();
        services.AddSingleton<RetryBudget>();
        services.AddSingleton<Passage>();
        services.AddSingleton<ForwardRequest>();
        services.AddSingleton<AccessTokenCheck>(provider => new(provider.GetRequiredService<IOptions<GatewayOptions>>().Value.PublicUrl, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CheckCaller>();
        services.AddSingleton<VisitorConnections>();
        services.AddSingleton<IOptions<ShopOptions>>(provider => Options.Create(new ShopOptions { PublicUrl = provider.GetRequiredService<IOptions<GatewayOptions>>().Value.PublicUrl }));    // problems name their pages
        services.AddSingleton<ShowStatus>();
        services.AddSingletonHosted<FollowState>().AddSingletonHosted<CheckShops>().AddSingletonHosted<SharedPorts>();
        services.AddSingletonHosted<ServedCertificate>().AddSingletonHosted<TokenKeys>();
        services.AddHealthChecks().AddCheck<ManagementEndpoints.ShopsAnswer>("shops");
        services.AddOptions<SocketTransportOptions>().Configure<SharedPorts>((transport, ports) => transport.CreateBoundListenSocket = ports.Bind);
        services.AddOptions<KestrelServerOptions>().PostConfigure<IOptions<GatewayOptions>>((server, options) => VisitorLimits.Apply(server, options.Value));    // the limits of the shop were put there first
        return services;
    }

    /// <summary>Reads the state of the release and asks every shop once, so that the first visitor finds a gateway that knows them.</summary>
    /// <exception cref="Platform.Releases.ReleaseStateRefusedException">The state file is wrong.</exception>
    public static async Task PrepareGatewayAsync(this IServiceProvider services, CancellationToken ct)
    {
        services.GetRequiredService<FollowState>().Load();
        services.GetRequiredService<ServedCertificate>().Load();
        await services.GetRequiredService<CheckShops>().LookAtAllAsync(ct);
    }

    /// <summary>Whether another process listens on a port: a gateway would share it without a word.</summary>
    public static bool IsPortTaken(int port) => ListeningSockets.IsTaken(port);

    /// <summary>Makes a listener one for operators: health and status, and no shop behind it.</summary>
    public static void ForManagement(this ListenOptions listener) => listener.Use(next => connection =>
    {
        connection.Features.Set(new ManagementConnection());
        return next(connection);
    });

    /// <summary>Makes a listener one for visitors: so many at once, and with https the certificate of the settings.</summary>
    public static void ForVisitors(this ListenOptions listener, bool isHttps)
    {
        var options = listener.ApplicationServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
        listener.Use(listener.ApplicationServices.GetRequiredService<VisitorConnections>().Limit);
        if (!isHttps)
        {
            return;
        }

        listener.Protocols = options.Http3 ? HttpProtocols.Http1AndHttp2AndHttp3 : HttpProtocols.Http1AndHttp2;
        if (options.CertificateFile.Length > 0)
        {
            listener.UseHttps(listener.ApplicationServices.GetRequiredService<ServedCertificate>().Handshakes);
        }
        else
        {
            listener.UseHttps(https => https.SslProtocols = ServedCertificate.Protocols);
        }
    }

    /// <summary>What both listeners answer.</summary>
    public static void UseGateway(this IApplicationBuilder app)
    {
        app.UseGracefulShutdown();
        app.MapWhen(context => context.Features.Get<ManagementConnection>() is not null, management =>
        {
            management.UseRouting();
            management.UseEndpoints(endpoints => endpoints.MapManagement());
        });
        app.UseForwardedHeaders();
        app.UseEdgeLimits(GatewayAnswers.TooMany);
        app.UseBodyLimits();
        app.UseCallerCheck();
        var forward = app.ApplicationServices.GetRequiredService<ForwardRequest>();
        app.Run(forward.Handle);
    }

    private static IServiceCollection AddSingletonHosted<TService>(this IServiceCollection services)
        where TService : class, Microsoft.Extensions.Hosting.IHostedService =>
        services.AddSingleton<TService>().AddHostedService(provider => provider.GetRequiredService<TService>());

    private sealed class ManagementConnection;
}

using GigGatek.Gateway;
using GigGatek.Platform.Logging;
using GigGatek.Platform.Settings;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GigGatek.Composition;

/// <summary>What a gateway is started with; everything else is configuration.</summary>
/// <param name="Urls">Where visitors come, with semicolons between them.</param>
/// <param name="Management">Where health and status are told.</param>
/// <param name="Settings">Overrides of configuration, such as <c>Gateway:StateFile</c>.</param>
internal sealed record GatewayStart(string Urls, string Management, IReadOnlyDictionary<string, string?> Settings);

/// <summary>Puts a gateway together: two listeners in one process, of which only one leads to the shops.</summary>
internal static class GatewayHost
{
    /// <summary>Builds, without starting.</summary>
    public static WebApplication Build(GatewayStart start)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "giggatek", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddSecretFiles().AddInMemoryCollection(start.Settings);
        builder.Logging.AddOneLineLog(ShopHost.Program);
        ShopHost.QuietAddresses(builder.Logging);
        builder.Logging.AddFilter("Yarp", LogLevel.Error);    // its lines hold addresses, too
        builder.Services.AddKnownSection("Logging:LogLevel", typeof(Dictionary<string, LogLevel>));
        builder.Services.AddGateway(builder.Configuration);
        builder.WebHost.ConfigureKestrel(server =>
        {
            RequestLimits.Apply(server);
            Listen(server, start.Urls, (listener, address) => listener.ForVisitors(address.IsHttps));
            Listen(server, start.Management, (listener, address) =>
            {
                listener.ForManagement();
                if (address.IsHttps)
                {
                    listener.UseHttps();
                }
            });
        });
        builder.Services.RefuseUnreadable(builder.Configuration);
        var app = builder.Build();
        app.UseGateway();
        return app;
    }

    private static void Listen(KestrelServerOptions server, string urls, Action<ListenOptions, ListenAddress> configure)
    {
        foreach (var address in ListenAddresses.Parse(urls))
        {
            address.Listen(server, listener => configure(listener, address));
        }
    }
}

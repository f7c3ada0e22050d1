using System.IO.Compression;
using GigGatek.Platform;
using GigGatek.Platform.Caching;
using GigGatek.Platform.Logging;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Modules;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Releases;
using GigGatek.Platform.Settings;
using GigGatek.Platform.Web;
using GigGatek.Platform.Web.Shutdown;
using GigGatek.Storefront;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace GigGatek.Composition;

/// <summary>What a process of the shop is started with; everything else is configuration.</summary>
/// <param name="Modules">Names, or <c>all</c>.</param>
/// <param name="Settings">Overrides of configuration, such as <c>Database:Directory</c>.</param>
internal sealed record ShopStart(string Urls, string Modules, IReadOnlyDictionary<string, string?> Settings);

/// <summary>Puts the modules together into one web application. The order of the middleware is the security model: see docs/architecture.md.</summary>
internal static class ShopHost
{
    /// <summary>Of this build.</summary>
    public static ProgramVersion Program { get; } = ProgramVersion.Of(typeof(ShopHost).Assembly);

    /// <summary>Builds, without starting. <paramref name="configure"/> is for tests: another clock, another outside world.</summary>
    public static WebApplication Build(ShopStart start, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "giggatek",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddSecretFiles().AddInMemoryCollection(start.Settings);
        builder.WebHost.UseUrls(start.Urls).UseStaticWebAssets().ConfigureKestrel(RequestLimits.Apply);
        builder.Logging.AddOneLineLog(Program);
        QuietAddresses(builder.Logging);
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);

        var modules = ShopModules.Named(start.Modules);
        AddServices(builder, modules);
        configure?.Invoke(builder);
        builder.Services.RefuseUnreadable(builder.Configuration);

        var app = builder.Build();
        UseMiddleware(app, bool.Parse(builder.Configuration["Shop:ShowStatements"] ?? "false"));
        MapEndpoints(app, modules);
        return app;
    }

    /// <summary>The framework's own lines hold addresses, and an order's address is its secret.</summary>
    internal static void QuietAddresses(ILoggingBuilder logging)
    {
        foreach (var category in new[] { "Microsoft.AspNetCore", "System.Net.Http.HttpClient" })
        {
            logging.AddFilter(category, LogLevel.Warning);
        }

        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Error);    // what is done without was said once, not at each look
    }

    /// <summary>Checks all settings together, before anything is written or listened to; the host would do so later, with a stack trace.</summary>
    /// <exception cref="OptionsValidationException">Some are wrong; an <see cref="AggregateException"/> of them when they are of several modules.</exception>
    public static void RefuseWrongSettings(this WebApplication app) => app.Services.GetRequiredService<IStartupValidator>().Validate();

    private static void AddServices(WebApplicationBuilder builder, IReadOnlyList<IModule> modules)
    {
        builder.Services.AddPlatform(builder.Configuration);
        builder.Services.AddKnownSection("Logging:LogLevel", typeof(Dictionary<string, LogLevel>));
        builder.Services.AddGracefulShutdown(builder.Configuration);
        builder.Services.AddShopHealth();
        builder.Services.AddProblemDetails();
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;    // safe here: pages carry no secret beside text that a visitor chose
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/ld+json"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        builder.Services.AddHttpClient();
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton(new KnownMigrations([typeof(PlatformServices).Assembly, .. ShopModules.All.Select(module => module.GetType().Assembly)]));
        foreach (var module in modules)
        {
            module.AddServices(builder.Services, builder.Configuration);
        }
    }

    private static void UseMiddleware(WebApplication app, bool showStatements)
    {
        if (showStatements)
        {
            app.UseStatementHeader();
        }

        app.UseGracefulShutdown();
        app.UseForwardedHeaders();
        app.UseShopSecurityHeaders();
        StorefrontModule.UseErrorPages(app);
        app.UseRequestLimits();
        app.UseRouting();
        app.UseReadYourWrites();
        app.UseRateLimits();              // before the cache: a flood of what is cached is a flood
        if (!Watching.IsOn)
        {
            app.UsePublicPages();         // before everything that looks at the visitor
        }

        app.UseResponseCompression();     // inside the cache: compressed bytes are kept
        app.UseSameSiteOnly();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    private static void MapEndpoints(WebApplication app, IReadOnlyList<IModule> modules)
    {
        app.MapHealth();
        app.MapInfo();
        foreach (var module in modules)
        {
            module.MapEndpoints(app);
        }
    }
}

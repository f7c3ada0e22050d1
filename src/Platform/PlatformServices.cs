using GigGatek.Platform.Caching;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using GigGatek.Platform.Migrations.Backfills;
using GigGatek.Platform.Modules;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Security.Keys;
using GigGatek.Platform.Settings;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform;

/// <summary>Registration of what every module stands on.</summary>
public static class PlatformServices
{
    /// <summary>Settings (checked at the start), time, ids, keys, cache, migrations, limits.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<DatabaseOptions>(configuration, "Database");
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsRules>();
        services.AddSettings<ShopOptions>(configuration, "Shop");
        services.AddSingleton<IValidateOptions<ShopOptions>, ShopOptionsRules>();
        services.AddTrustedProxies<ShopOptions>(options => options.TrustedProxies);
        services.AddSettings<JobOptions>(configuration, "Jobs");
        services.AddSettings<ContractOptions>(configuration, "Contracts");
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Ids>();
        services.AddDatabases();
        services.AddBackfills(configuration);
        services.AddKeys(configuration);
        services.AddCaches(configuration);
        services.AddRateLimits(configuration);
        return services;
    }
}

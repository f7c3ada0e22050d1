using GigGatek.Platform.Redis;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Platform.Caching;

/// <summary>Registration of what is remembered.</summary>
internal static class CacheServices
{
    private const long MostBytesOfPages = 64 * 1024 * 1024;

    /// <summary>Values and pages, with Redis behind both where it is set.</summary>
    public static IServiceCollection AddCaches(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRedis(configuration);
        services.AddHybridCache();
        services.AddSingleton<Generations>().AddSingleton<LocalMemory>();
        services.AddSingleton(provider => new ShopCache(
            provider.GetRequiredService<HybridCache>(), provider.GetRequiredService<Generations>(), provider.GetService<SharedValues>()));
        return services.AddPages();
    }

    /// <summary>The framework's store of pages stays, behind ours.</summary>
    private static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddOutputCache(options => options.SizeLimit = MostBytesOfPages);
        var memory = services.Last(service => service.ServiceType == typeof(IOutputCacheStore));
        services.Remove(memory);
        services.AddSingleton(provider => new LocalPages((IOutputCacheStore)memory.ImplementationFactory!(provider)));
        return services.AddSingleton<IOutputCacheStore>(provider => provider.GetService<SharedPages>() is { } shared
            ? new TwoLevelPages(provider.GetRequiredService<LocalPages>(), shared)
            : provider.GetRequiredService<LocalPages>());
    }
}

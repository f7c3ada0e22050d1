using GigGatek.Platform.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Redis;

/// <summary>Registration of Redis.</summary>
internal static class RedisServices
{
    /// <summary>Where a connection is set; without one nothing of it is there.</summary>
    public static IServiceCollection AddRedis(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<RedisOptions>(configuration, "Redis");
        services.AddSingleton<IValidateOptions<RedisOptions>, RedisOptionsRules>();
        if (string.IsNullOrWhiteSpace(configuration["Redis:Connection"]))
        {
            return services;
        }

        services.AddMetrics();
        services.AddSingleton<RedisMetrics>().AddSingleton<RedisConnection>().AddSingleton<SharedStamps>();
        services.AddSingleton<SharedValues>().AddSingleton<Release>().AddSingleton<SharedPages>();
        services.AddHostedService<RedisWatch>();
        services.AddHealthChecks().AddCheck<RedisHealth>("redis");
        return services;
    }
}

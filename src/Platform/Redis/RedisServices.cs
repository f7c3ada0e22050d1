using GigGatek.Platform.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Redis;

/// <summary>Registration of Redis.</summary>
internal static class RedisServices
{
    /// <summary>What is remembered in it, where a connection is set; without one nothing of it is there.</summary>
    public static IServiceCollection AddRedis(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRedisConnection(configuration);
        return IsSet(configuration) ? services.AddSingleton<SharedValues>().AddSingleton<Release>().AddSingleton<SharedPages>() : services;
    }

    /// <summary>The connection alone, for who remembers nothing in it. Again: nothing.</summary>
    public static IServiceCollection AddRedisConnection(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(IValidateOptions<RedisOptions>) && service.ImplementationType == typeof(RedisOptionsRules)))
        {
            return services;
        }

        services.AddSettings<RedisOptions>(configuration, "Redis");
        services.AddSingleton<IValidateOptions<RedisOptions>, RedisOptionsRules>();
        if (!IsSet(configuration))
        {
            return services;
        }

        services.AddMetrics();
        services.AddSingleton<RedisMetrics>().AddSingleton<RedisConnection>().AddSingleton<SharedStamps>();
        services.AddHostedService<RedisWatch>();
        services.AddHealthChecks().AddCheck<RedisHealth>("redis");
        return services;
    }

    public static bool IsSet(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration["Redis:Connection"]);
}

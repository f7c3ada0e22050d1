using System.Linq.Expressions;
using GigGatek.Platform.Data;
using GigGatek.Platform.Data.Replicas;
using GigGatek.Platform.Jobs;
using GigGatek.Platform.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GigGatek.Platform.Migrations.Backfills;

/// <summary>Registration of backfills.</summary>
public static class BackfillServices
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    /// <summary>Declares a backfill of a module's table. It runs in every process of the module until no row is left.</summary>
    /// <param name="name">Never changed once a release has it; contract steps wait for it by this name.</param>
    /// <param name="key">The order that it goes through the rows in: the primary key, which grows.</param>
    /// <param name="left">True for a row that is not filled yet.</param>
    public static IServiceCollection AddBackfill<TDb, TRow, TFiller>(
        this IServiceCollection services, string name, Expression<Func<TRow, long>> key, Expression<Func<TRow, bool>> left)
        where TDb : ModuleDb
        where TRow : class
        where TFiller : class, IFiller<TDb, TRow>
    {
        services.AddSingleton<TFiller>();
        return services.AddSingleton<IBackfill>(provider => new Backfill<TDb, TRow>(
            new BackfillRows<TRow>(name, key, left), provider.GetRequiredService<TFiller>(), provider.GetRequiredService<Sessions<TDb>>(), provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>What runs them.</summary>
    internal static IServiceCollection AddBackfills(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<BackfillOptions>(configuration, "Backfills");
        services.TryAddSingleton<IReplicaLag, ReplicaLag>();
        services.AddSingleton(provider => new BackfillGate(new Lazy<IEnumerable<IBackfill>>(provider.GetServices<IBackfill>)));
        return services.AddJob<RunBackfills>(BetweenLooks, first: TimeSpan.FromSeconds(4));
    }
}

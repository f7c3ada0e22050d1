using System.Diagnostics.Metrics;
using GigGatek.Platform.Data.Replicas;
using GigGatek.Platform.Events;
using GigGatek.Platform.Jobs;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Verification;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Data;

/// <summary>Registration of databases.</summary>
public static class DataServices
{
    /// <summary>What all databases share.</summary>
    internal static IServiceCollection AddDatabases(this IServiceCollection services) =>
        services.AddSingleton(CreateDialect).AddSingleton<OutboxSignal>().AddSingleton<SessionServices>().AddSingleton<SchemaMigrator>().AddSingleton<SchemaReads>();

    private static ISqlDialect CreateDialect(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<DatabaseOptions>>();
        return options.Value.Provider == DatabaseOptions.MySql ? new MySqlDialect(options, Watching(services, options.Value)) : new SqliteDialect(options);
    }

    private static DatabaseWatching Watching(IServiceProvider services, DatabaseOptions options) => new(
        options.BusyTimeoutSeconds,
        TimeSpan.FromSeconds(options.ReplicaLagSeconds),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<MySqlTopology>>(),
        new ReplicaMetrics(services.GetRequiredService<IMeterFactory>()));

    /// <summary>Registers tables that announce no events: sessions and migrations.</summary>
    public static IServiceCollection AddSessions<TDb>(this IServiceCollection services, string module, Func<DataOptions, TDb> create)
        where TDb : ModuleDb =>
        services.AddSingleton(provider => new Sessions<TDb>(module, create, provider.GetRequiredService<SessionServices>()))
            .AddSingleton(new ModuleSchema(module, typeof(TDb).Assembly));

    /// <summary>Declares a table that a module reads without a class of its own for its rows, for <see cref="SchemaReads"/>.</summary>
    public static IServiceCollection AddTableRead(this IServiceCollection services, TableRead read) => services.AddSingleton(read);

    /// <summary>Registers a module's database: its sessions, its migrations, and its events: dispatched, swept when old, missed when stuck.</summary>
    public static IServiceCollection AddModuleDb<TDb>(this IServiceCollection services, string module, Func<DataOptions, TDb> create)
        where TDb : ModuleDb
    {
        services.AddSessions(module, create);
        services.AddTableRead(TableRead.Of<OutboxRow>(module + "_outbox")).AddTableRead(TableRead.Of<InboxRow>(module + "_inbox"));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<OutboxDispatcher<TDb>>(provider, module));
        services.AddJob<SweepEvents<TDb>>(SweepEvents<TDb>.Pause);
        services.AddSingleton<IInvariant>(provider => ActivatorUtilities.CreateInstance<EventsLeave<TDb>>(provider, module));
        return services;
    }
}

/// <summary>A module's tables and the assembly with their migrations.</summary>
public sealed record ModuleSchema(string Module, System.Reflection.Assembly Migrations);

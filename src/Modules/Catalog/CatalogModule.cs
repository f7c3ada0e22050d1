using GigGatek.Catalog.Admin;
using GigGatek.Catalog.Browse;
using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Files;
using GigGatek.Catalog.Products;
using GigGatek.Catalog.Search;
using GigGatek.Catalog.Stock;
using GigGatek.Catalog.Verification;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;
using GigGatek.Platform.Jobs;
using GigGatek.Platform.Modules;
using GigGatek.Platform.Verification;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Catalog;

/// <summary>Products, grades, stock and search.</summary>
public sealed class CatalogModule : IModule
{
    private static readonly TimeSpan SweepPause = TimeSpan.FromSeconds(5);

    public string Name => "catalog";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddModuleDb("catalog", options => new CatalogDb(options));
        services.AddTableRead(new TableRead("catalog_search", ["product_id", "words"]));
        AddReads(services);
        AddWrites(services);
        AddStock(services);
        AddInvariants(services);
    }

    public void MapEndpoints(IEndpointRouteBuilder app)
    {
        // Pages are the storefront's.
    }

    private static void AddReads(IServiceCollection services)
    {
        services.AddSingleton<ISearchIndex>(provider => provider.GetRequiredService<ISqlDialect>() is { Engine: SqlEngine.MySql } dialect
            ? new MySqlSearchIndex(dialect)
            : new SqliteSearchIndex());
        services.AddSingleton<FreshIndex>();
        services.AddJob<KeepFresh>(KeepFresh.Pause, first: TimeSpan.Zero);
        services.AddJob<FollowChanges>(FollowChanges.Pause, first: TimeSpan.Zero);
        services.AddSingleton<ReadCards>();
        services.AddSingleton<ListCategories>();
        services.AddSingleton<FindProduct>();
        services.AddSingleton<ListSimilar>();
        services.AddSingleton<BrowseProducts>();
        services.AddSingleton<SuggestProducts>();
        services.AddSingleton<ListShelves>();
        services.AddSingleton<FindOffers>();
        services.AddSingleton<ListProductLinks>();
        services.AddSingleton<CatalogReads>();
        services.AddContract<ICatalog, CatalogService>();
        services.AddEventHandler<ProductChanged, DropStalePages>();
        services.AddEventHandler<CatalogueChanged, DropStalePages>();
    }

    private static void AddWrites(IServiceCollection services)
    {
        services.AddSingleton<PlanBatch>();
        services.AddSingleton<SaveBatch>();
        services.AddSingleton<SaveProducts>();
        services.AddSingleton<ListForOwner>();
        services.AddSingleton<FindForOwner>();
        services.AddSingleton<EditWords>();
        services.AddSingleton<SetPrice>();
        services.AddSingleton<BookStock>();
        services.AddContract<ICatalogAdmin, CatalogAdminService>();
        services.AddCatalogFiles();
    }

    private static void AddStock(IServiceCollection services)
    {
        services.AddSingleton<ReserveUnits>();
        services.AddSingleton<SellUnits>();
        services.AddSingleton<GiveBackUnits>();
        services.AddJob<SweepReservations>(SweepPause);
        services.AddContract<IStock, StockService>();
    }

    private static void AddInvariants(IServiceCollection services)
    {
        services.AddInvariant<StockAddsUp>();
        services.AddInvariant<ReservationsAreCovered>();
        services.AddInvariant<ListsAgree>();
    }
}

using GigGatek.Catalog.Products;
using GigGatek.Catalog.Search;
using GigGatek.Platform.Data;
using GigGatek.Platform.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Catalog;

/// <summary>Products, grades, stock and search.</summary>
public sealed class CatalogModule : IModule
{
    public string Name => "catalog";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddModuleDb("catalog", options => new CatalogDb(options));
        services.AddSingleton<ISearchIndex, SqliteSearchIndex>();
        services.AddSingleton<PlanBatch>();
        services.AddSingleton<SaveBatch>();
        services.AddSingleton<SaveProducts>();
    }

    public void MapEndpoints(IEndpointRouteBuilder app)
    {
        // pages are the storefront's
    }
}

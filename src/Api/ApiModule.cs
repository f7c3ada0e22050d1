using System.Text.Json.Serialization;
using GigGatek.Api.Catalog;
using GigGatek.Api.Documents;
using GigGatek.Contracts.Api;
using GigGatek.Platform.Modules;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Api;

/// <summary>
/// The shop for programs: what partners and other machines ask, through the modules' contracts like the pages do. (The models are public
/// because the document's generator reads their comments.) See docs/decisions/0022.
/// </summary>
public sealed class ApiModule : IModule
{
    /// <inheritdoc />
    public string Name => "api";

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddSingleton<ShopAddress>();
        services.AddApiDocument();
        services.AddContract<IApiDocument, ApiDocument.Reader>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(ApiPaths.V1).WithGroupName(ApiDocument.Name);
        api.MapCatalog();    // /categories /grades /products /facets /suggestions /offers
        app.MapApiDocument();     // /api/v1/openapi.json
    }
}

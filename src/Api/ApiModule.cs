using System.Text.Json.Serialization;
using GigGatek.Api.Account;
using GigGatek.Api.Admin;
using GigGatek.Api.Callers;
using GigGatek.Api.Carts;
using GigGatek.Api.Catalog;
using GigGatek.Api.Documents;
using GigGatek.Api.Idempotency;
using GigGatek.Api.Orders;
using GigGatek.Api.Sessions;
using GigGatek.Api.Webhooks.Endpoints;
using GigGatek.Api.Webhooks.Keeping;
using GigGatek.Api.Webhooks.Sending;
using GigGatek.Contracts.Api;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;
using GigGatek.Platform.Jobs;
using GigGatek.Platform.Modules;
using GigGatek.Platform.Security.Sealing;
using GigGatek.Platform.Settings;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
        services.AddModuleDb(Name, options => new ApiDb(options));
        services.AddSingleton<ShopAddress>();
        services.AddCallers();
        AddAnswers(services);
        AddCarts(services);
        services.AddSettings<ApiOptions>(configuration, "Api");
        AddWebhooks(services);
        services.AddApiDocument();
        services.AddContract<IApiDocument, ApiDocument.Reader>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(ApiPaths.V1).WithGroupName(ApiDocument.Name).Refuses(StatusCodes.Status429TooManyRequests);
        api.MapCatalog();    // /categories /grades /products /facets /suggestions /offers
        api.MapCarts();      // /countries /carts
        api.MapOrders();     // /orders
        api.MapAccount();    // /account
        api.MapSessions();   // /sessions
        api.MapWebhooks();   // /webhooks
        api.MapAdminProducts();
        api.MapAdminOrders();
        api.MapAdminDiscounts();
        app.MapApiDocument();     // /api/v1/openapi.json
        app.MapPublicKeys();      // /.well-known/jwks.json
    }

    private static void AddAnswers(IServiceCollection services)
    {
        services.AddSingleton<KeptAnswers>();
        services.AddJob<SweepAnswers>(TimeSpan.FromMinutes(10));
        services.AddSealedColumn<ApiDb, AnswerRow>(answer => answer.Id, answer => answer.Content);
    }

    private static void AddCarts(IServiceCollection services)
    {
        services.AddSingleton<OwnCarts>().AddSingleton<CartChanges>();
        services.AddJob<SweepCarts>(TimeSpan.FromHours(1));
        services.AddSealedColumn<ApiDb, CartRow>(cart => cart.Id, cart => cart.SealedSecret);
    }

    private static void AddWebhooks(IServiceCollection services)
    {
        services.AddSingleton<QueueDeliveries>().AddSingleton<OwnWebhooks>().AddSingleton<WebhookClient>();
        services.AddContract<IWebhooksAdmin, WebhooksAdmin>();
        services.AddEventHandler<OrderPlaced, QueueDeliveries>();
        services.AddEventHandler<OrderPaid, QueueDeliveries>();
        services.AddEventHandler<OrderShipped, QueueDeliveries>();
        services.AddEventHandler<OrderCancelled, QueueDeliveries>();
        services.AddEventHandler<OrderExpired, QueueDeliveries>();
        services.AddEventHandler<OrderRefunded, QueueDeliveries>();
        services.AddJob<SendDeliveries>(TimeSpan.FromSeconds(1));
        services.AddJob<SweepDeliveries>(TimeSpan.FromHours(1));
        services.AddSealedColumn<ApiDb, WebhookRow>(webhook => webhook.Id, webhook => webhook.SealedSecret);
    }
}

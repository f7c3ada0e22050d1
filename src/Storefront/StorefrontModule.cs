using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Events;
using GigGatek.Platform.Modules;
using GigGatek.Storefront.Accounts;
using GigGatek.Storefront.Admin;
using GigGatek.Storefront.Cart;
using GigGatek.Storefront.Checkout;
using GigGatek.Storefront.Developers;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Mailbox;
using GigGatek.Storefront.Orders;
using GigGatek.Storefront.Reports;
using GigGatek.Storefront.Shop;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Watching;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Storefront;

/// <summary>
/// The pages: shop, account, admin. Each is a component rendered on the server by an endpoint that stands beside it, and
/// asks the modules through their contracts only. (Razor makes components public, and so the models that they take.)
/// </summary>
public sealed class StorefrontModule : IModule
{
    /// <inheritdoc />
    public string Name => "storefront";

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddRazorComponents();
        services.AddEventHandler<ProductChanged, DropStalePages>();
        services.AddEventHandler<CatalogueChanged, DropStalePages>();
        services.AddSignIn();
        services.AddReports();
        services.AddSingleton<Admin.Orders.OrderDesk>().AddSingleton<PayPages>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapAssets();
        app.MapShop();
        app.MapCart();
        app.MapCheckout();
        app.MapOrders();
        app.MapMailbox();
        app.MapAdmin();
        app.MapReports();
        app.MapSummary();
        app.MapAccountPages();
        app.MapDevelopers();
        if (Platform.Web.Watching.IsOn)
        {
            FollowSources(app);
        }
    }

    private static void FollowSources(IEndpointRouteBuilder app)
    {
        app.MapChanges();
        if (WatchedAssets.Folder is { } folder)
        {
            WatchedAssets.Follow(() =>
            {
                AssetFiles.ReadFrom(folder);
                SourceChanges.Note();
            });
        }
    }

    /// <summary>Gives refusals without a body, and failures, a page that says what happened. Put it outside the output cache.</summary>
    public static void UseErrorPages(IApplicationBuilder app) => app.UseErrorPages();
}

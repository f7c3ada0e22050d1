using GigGatek.Contracts.Accounts;
using GigGatek.Storefront.Admin.ApiKeys;
using GigGatek.Storefront.Admin.Audit;
using GigGatek.Storefront.Admin.Dashboard;
using GigGatek.Storefront.Admin.Discounts;
using GigGatek.Storefront.Admin.Imports;
using GigGatek.Storefront.Admin.Orders;
using GigGatek.Storefront.Admin.People;
using GigGatek.Storefront.Admin.Products;
using GigGatek.Storefront.Admin.Reports;
using GigGatek.Storefront.Admin.Webhooks;
using GigGatek.Storefront.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Admin;

/// <summary>The back office. Each group of pages asks for its permission; every form does too.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        app.MapPrivatePages("/admin").RequireAuthorization().MapDashboard();
        app.MapPrivatePages("/admin/orders").RequireAuthorization(Permissions.OrdersRead).MapOrdersAdmin();
        app.MapPrivatePages("/admin/products").RequireAuthorization(Permissions.CatalogEdit).MapProductsAdmin();
        app.MapPrivatePages("/admin/imports").RequireAuthorization(Permissions.CatalogImport).MapImportsAdmin();
        app.MapPrivatePages("/admin/discounts").RequireAuthorization(Permissions.DiscountsEdit).MapDiscountsAdmin();
        app.MapPrivatePages("/admin/people").RequireAuthorization(Permissions.PeopleEdit).MapPeopleAdmin();
        app.MapPrivatePages("/admin/api-keys").RequireAuthorization(Permissions.PeopleEdit).MapApiKeysAdmin();
        app.MapPrivatePages("/admin/webhooks").RequireAuthorization(Permissions.PeopleEdit).MapWebhooksAdmin();
        app.MapPrivatePages("/admin/audit").RequireAuthorization(Permissions.AuditRead).MapAuditAdmin();
        app.MapPrivatePages("/admin/reports").RequireAuthorization(Permissions.AuditRead).MapReportsAdmin();
    }
}

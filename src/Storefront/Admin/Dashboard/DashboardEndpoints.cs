using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.Layout;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Admin.Dashboard;

/// <summary>How the shop does; who may not see sales is led to the first page that is his.</summary>
internal static class DashboardEndpoints
{
    public static void MapDashboard(this RouteGroupBuilder admin) => admin.MapGet("", ShowDashboard);

    private static async Task<IResult> ShowDashboard(HttpContext context, IOrdersAdmin orders, CancellationToken ct)
    {
        var visitor = context.SignedIn();
        if (visitor.Permissions.Contains(Permissions.OrdersRead))
        {
            return Pages.Show<DashboardPage>(new { Visitor = visitor, Sales = await orders.DashboardAsync(ct) });
        }

        return AdminNavigation.Entries.FirstOrDefault(entry => visitor.Permissions.Contains(entry.Permission)) is { } first
            ? SeeOther.To(first.Path)
            : visitor.LacksSecondFactor(context.User) ? SeeOther.To("/account/second-factor")
            : context.Refuse(StatusCodes.Status403Forbidden);
    }
}

using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace GigGatek.Storefront.Admin.Orders;

/// <summary>Orders as the owner works on them: find, ship, cancel, refund.</summary>
internal static class OrdersAdminEndpoints
{
    private const int LongestReason = 200;

    public static void MapOrdersAdmin(this RouteGroupBuilder orders)
    {
        orders.MapGet("", ListOrders);
        orders.MapGet("/{id:long}", ShowOrder);
        orders.MapPost("/{id:long}/ship", Ship).RequireAuthorization(Permissions.OrdersShip);
        orders.MapPost("/{id:long}/cancel", Cancel).RequireAuthorization(Permissions.OrdersRefund);
        orders.MapPost("/{id:long}/refund", Refund).RequireAuthorization(Permissions.OrdersRefund);
        orders.MapPost("/{id:long}/refund-again", RefundAgain).RequireAuthorization(Permissions.OrdersRefund);
    }

    private static async Task<IResult> ListOrders(HttpContext context, IOrdersAdmin orders, CancellationToken ct)
    {
        var search = OrderSearch.Read(context.Request.Query);
        var page = search.Form.IsValid ? await orders.ListAsync(search.Filter, search.Cursor, ct) : new Page<OrderSummary>([], null);
        return Pages.Show<OrdersPage>(
            new { Visitor = context.SignedIn(), Search = search, Orders = page },
            search.Form.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ShowOrder(long id, string? done, HttpContext context, OrderDesk desk, CancellationToken ct) =>
        await OrderPage(id, new PageForm(), done, StatusCodes.Status200OK, context, desk, ct);

    private static async Task<IResult> Ship(long id, HttpContext context, OrderDesk desk, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var carrier = form.Text("carrier", 60, "Write who carries it, such as UPS.");
        var tracking = form.Text("tracking", 60, "Write the tracking number from the label.");
        return await Change(id, form, "shipped", () => desk.Orders.ShipAsync(context.Actor(), id, carrier, tracking, ct), context, desk, ct);
    }

    private static async Task<IResult> Cancel(long id, HttpContext context, OrderDesk desk, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var reason = form.Text("cancelReason", LongestReason, "Write why; the customer reads it.");
        var number = form.Text("number", 40, "Type the order's number to confirm.");
        if (form.IsValid && await desk.Orders.FindAsync(id, ct) is { } order && !order.Number.Equals(number, StringComparison.OrdinalIgnoreCase))
        {
            form.Refuse("number", $"This is not the number of this order. Type {order.Number} to cancel it.");
        }

        return await Change(id, form, "cancelled", () => desk.Orders.CancelAsync(context.Actor(), id, reason, ct), context, desk, ct);
    }

    private static async Task<IResult> Refund(long id, HttpContext context, OrderDesk desk, IOptions<ShopOptions> shop, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var order = await desk.Orders.FindAsync(id, ct);
        var amount = form.Amount("amount", order?.Total.Currency ?? shop.Value.Currency, "Write how much goes back, such as 20.00.");
        var reason = form.Text("reason", LongestReason, "Write why; it stands in the books.");
        var key = form.Text("key", 64, "This form was incomplete. Reload the page and fill it in again.");
        return await Change(id, form, "refunded", () => desk.Orders.RefundAsync(context.Actor(), id, amount, reason, key, ct), context, desk, ct);
    }

    private static async Task<IResult> RefundAgain(long id, HttpContext context, OrderDesk desk, CancellationToken ct)
    {
        var refund = long.TryParse(context.Request.Form["refund"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return await Change(id, new PageForm(), "refunded-again", () => desk.Orders.RetryRefundAsync(context.Actor(), id, refund, ct), context, desk, ct);
    }

    private static async Task<IResult> Change(
        long id, PageForm form, string done, Func<Task<Result>> change, HttpContext context, OrderDesk desk, CancellationToken ct)
    {
        if (!form.IsValid)
        {
            return await OrderPage(id, form, null, StatusCodes.Status422UnprocessableEntity, context, desk, ct);
        }

        var changed = await change();
        return changed.Succeeded
            ? SeeOther.To($"/admin/orders/{id}?done={done}")
            : await OrderPage(id, form.Refuse(changed.Error), null, Problems.StatusOf(changed.Error), context, desk, ct);
    }

    private static async Task<IResult> OrderPage(
        long id, PageForm form, string? done, int status, HttpContext context, OrderDesk desk, CancellationToken ct) =>
        await desk.Orders.FindAsync(id, ct) is { } order
            ? Pages.Show<OrderAdminPage>(
                new
                {
                    Visitor = context.SignedIn(),
                    Order = order,
                    Refused = await desk.Orders.ListRefusedRefundsAsync(id, ct),
                    Disputes = await desk.Payments.ListDisputesAsync(id, ct),
                    Form = form,
                    Done = done,
                },
                status)
            : context.Refuse(StatusCodes.Status404NotFound, "There is no such order.");
}

/// <summary>What an order's page for the owner is made of.</summary>
internal sealed record OrderDesk(IOrdersAdmin Orders, IPayments Payments);

using System.Globalization;
using GigGatek.Api.Answers;
using GigGatek.Api.Bodies;
using GigGatek.Api.Callers;
using GigGatek.Api.Documents;
using GigGatek.Api.Idempotency;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Api.Admin;

/// <summary>Orders as the shop handles them. An order's own table of moves refuses what does not fit how it stands.</summary>
internal static class AdminOrderEndpoints
{
    private static readonly Error NoOrder = Error.NotFound("There is no such order.");

    public static void MapAdminOrders(this IEndpointRouteBuilder api)
    {
        var orders = api.MapGroup("/admin/orders").WithTags("Back office: orders").ReadFromPrimary().ReadsBodies();
        orders.MapGet("", List).RequireScope(Permissions.OrdersRead).Takes(AdminOrdersQuery.Parameters)
            .Describe("listAdminOrders", "Everybody's orders", "Newest first; 50 a page.").Answers(AdminExamples.Orders).Refuses(StatusCodes.Status400BadRequest);
        orders.MapGet("/{order}", Find).RequireScope(Permissions.OrdersRead)
            .Describe("findAdminOrder", "Anybody's order", "With who bought it, and refunds that the bank refused.").Answers(AdminExamples.Order).Refuses(StatusCodes.Status404NotFound);
        orders.MapPost("/{order}/shipment", Ship).RequireScope(Permissions.OrdersShip).Repeatable().Sends(AdminExamples.Shipment)
            .Describe("shipOrder", "Mark an order shipped", "The customer gets a mail with the tracking number.").Answers(AdminExamples.Order).Refuses(StatusCodes.Status404NotFound);
        orders.MapPost("/{order}/cancellation", Cancel).RequireScope(Permissions.OrdersRefund).Repeatable().Sends(AdminExamples.Cancellation)
            .Describe("cancelOrder", "Call an order off", "Before it is shipped. What was paid goes back in full, and the units go back on the shelf.").Answers(AdminExamples.Order)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable);
        orders.MapPost("/{order}/refunds", Refund).RequireScope(Permissions.OrdersRefund).Repeatable().Sends(AdminExamples.Refund)
            .Describe("refundOrder", "Send money of an order back", "A part, or all that has not gone back yet.").Answers(AdminExamples.Order).Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(HttpContext context, IOrdersAdmin orders, CancellationToken ct)
    {
        var asked = AdminOrdersQuery.Read(context.Request.Query);
        if (!asked.Succeeded)
        {
            return asked.Error.ToProblem(context, StatusCodes.Status400BadRequest);
        }

        var page = await orders.ListAsync(asked.Value.Filter, asked.Value.Cursor, ct);
        return new OwnAnswer<Page<AdminOrderSummary>>(new([.. page.Items.Select(AdminOrderSummary.Of)], page.Next));
    }

    private static async Task<IResult> Find(string order, HttpContext context, IOrdersAdmin orders, ShopAddress shop, CancellationToken ct) =>
        IdOf(order) is { } id && await orders.FindAsync(id, ct) is { } found
            ? new OwnAnswer<AdminOrder>(AdminOrder.Of(found, await orders.ListRefusedRefundsAsync(id, ct), shop))
            : NoOrder.ToProblem(context);

    private static Task<IResult> Ship(string order, Body<NewShipment> body, HttpContext context, IOrdersAdmin orders, ShopAddress shop, CancellationToken ct) =>
        Move(order, context, orders, shop, id => orders.ShipAsync(context.Caller(), id, body.Value.Carrier, body.Value.TrackingNumber, ct), ct);

    private static Task<IResult> Cancel(string order, Body<NewCancellation> body, HttpContext context, IOrdersAdmin orders, ShopAddress shop, CancellationToken ct) =>
        Move(order, context, orders, shop, id => orders.CancelAsync(context.Caller(), id, body.Value.Reason, ct), ct);

    /// <summary>The call's name is the refund's, so that it is not made twice whatever happens to the answer.</summary>
    private static Task<IResult> Refund(string order, Body<NewRefund> body, HttpContext context, IOrdersAdmin orders, ShopAddress shop, CancellationToken ct) =>
        Move(
            order, context, orders, shop,
            id => orders.RefundAsync(
                context.Caller(), id, new Contracts.Money(body.Value.Amount.Minor, body.Value.Amount.Currency), body.Value.Reason, Secrets.Hash($"{context.CallerId()}\n{IdempotentCalls.NameOf(context)}"), ct),
            ct);

    private static async Task<IResult> Move(string order, HttpContext context, IOrdersAdmin orders, ShopAddress shop, Func<long, Task<Result>> move, CancellationToken ct) =>
        IdOf(order) is not { } id ? NoOrder.ToProblem(context)
        : await move(id) is { Error: { } refusal } ? refusal.ToProblem(context)
        : await Find(order, context, orders, shop, ct);

    private static long? IdOf(string order) => long.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

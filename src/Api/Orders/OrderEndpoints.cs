using GigGatek.Api.Answers;
using GigGatek.Api.Bodies;
using GigGatek.Api.Callers;
using GigGatek.Api.Carts;
using GigGatek.Api.Documents;
using GigGatek.Api.Idempotency;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Api.Orders;

/// <summary>Orders of the caller's account: another's is not there.</summary>
internal static class OrderEndpoints
{
    private const int LongestMethod = 200;

    private static readonly QueryParameter Cursor = new("cursor", ParameterKind.Text, "The next of the page before, as it is.") { Most = 1000 };

    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("Orders").RequireScope(ApiScopes.Shop).ReadFromPrimary().ReadsBodies();
        orders.MapPost("", Place).CountAs(RateLimitClass.Checkout).Repeatable().Sends(OrderExamples.NewOrder)
            .Describe("placeOrder", "Order what was quoted", "Holds its units until it is paid, or the time to pay it has run out. The same quote again answers the same order.")
            .Answers(OrderExamples.Order, StatusCodes.Status201Created).Refuses(StatusCodes.Status404NotFound);
        orders.MapGet("", List).Takes(Cursor)
            .Describe("listOrders", "Your orders", "Newest first; 20 a page.").Answers(OrderExamples.Orders);
        orders.MapGet("/{number}", Find)
            .Describe("findOrder", "One of your orders", "While its payment is not decided, the provider is asked how it stands.").Answers(OrderExamples.Order).Refuses(StatusCodes.Status404NotFound);
        orders.MapPost("/{number}/payments", Pay).CountAs(RateLimitClass.Checkout).Repeatable().Sends(OrderExamples.NewPayment)
            .Describe("payOrder", "Pay an order", "Answers the order as it stands then: paid, or with what the bank wants, or with what went wrong. An order that is paid is answered as it is.")
            .Answers(OrderExamples.Order).Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Place(Body<NewOrder> body, HttpContext context, OwnCarts owned, ICheckout checkout, IOrders orders, ShopAddress shop, CancellationToken ct)
    {
        if (await owned.FindAsync(context.CallerId(), body.Value.Cart, ct) is not { } own)
        {
            return (CartChanges.NoCart with { Field = "cart" }).ToProblem(context);
        }

        var placed = await checkout.PlaceAsync(own.Secret, body.Value.Quote, context.CallerId(), ct);
        return !placed.Succeeded ? placed.Error.ToProblem(context)
            : await orders.FindForCustomerAsync(context.CallerId(), placed.Value.Number, ct) is { } order
                ? new OwnAnswer<Order>(Order.Of(order, shop)) { Status = StatusCodes.Status201Created, Location = $"{ApiPaths.V1}/orders/{order.Number}" }
                : NoSuchOrder(context);
    }

    private static async Task<IResult> List(HttpContext context, IOrders orders, CancellationToken ct)
    {
        var page = await orders.ListForCustomerAsync(context.CallerId(), context.Request.Query[Cursor.Name].ToString() is { Length: > 0 } cursor ? cursor : null, ct);
        return new OwnAnswer<Page<OrderSummary>>(new([.. page.Items.Select(OrderSummary.Of)], page.Next));
    }

    private static async Task<IResult> Find(string number, HttpContext context, IOrders orders, ShopAddress shop, CancellationToken ct)
    {
        var order = await orders.FindForCustomerAsync(context.CallerId(), number, ct);
        if (order is { State: Contracts.Ordering.OrderState.AwaitingPayment, Payment: { InProgress: true } or { NeedsAction: true } })
        {
            order = await orders.RefreshAsync(order.Secret, ct);
        }

        return order is null ? NoSuchOrder(context) : new OwnAnswer<Order>(Order.Of(order, shop));
    }

    private static async Task<IResult> Pay(string number, Body<NewPayment> body, HttpContext context, IOrders orders, ShopAddress shop, CancellationToken ct)
    {
        var method = body.Value.Method;
        if (method.Length is 0 or > LongestMethod || method.Any(char.IsControl))
        {
            return Error.Invalid("invalid", $"The token of a payment method has 1 to {LongestMethod} letters.", "method").ToProblem(context);
        }

        if (await orders.FindForCustomerAsync(context.CallerId(), number, ct) is not { } order)
        {
            return NoSuchOrder(context);
        }

        var paid = await orders.PayAsync(order.Secret, method, shop.OfOrder(order.Secret).AbsoluteUri + "/return", ct);
        return paid.Succeeded ? new OwnAnswer<Order>(Order.Of(paid.Value, shop)) : paid.Error.ToProblem(context);
    }

    private static IResult NoSuchOrder(HttpContext context) => Error.NotFound("You have no order of this number.").ToProblem(context);
}

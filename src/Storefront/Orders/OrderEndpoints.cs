using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace GigGatek.Storefront.Orders;

/// <summary>An order by its secret link: how it stands, and paying it. Whoever has the link, has the order; so it leaks nowhere.</summary>
internal static class OrderEndpoints
{
    private const int LongestSecret = 64;
    private const int SecondsBetweenLooks = 2;

    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        var order = app.MapSecretPages("/orders/{secret}");
        order.MapGet("", ShowOrder);
        order.MapGet("/pay", ShowPay);
        order.MapPost("/pay", Pay);
        order.MapGet("/return", Return).ReadFromPrimary();    // settles what the provider says
    }

    private static async Task<IResult> ShowOrder(string secret, HttpContext context, IOrders orders, CancellationToken ct)
    {
        if (await Find(secret, orders, ct) is not { } order)
        {
            return NoSuchOrder(context);
        }

        if (order.State == OrderState.PaymentReceived)
        {
            context.Response.Headers["Refresh"] = $"{SecondsBetweenLooks}";
        }

        return Pages.Show<OrderPage>(new { Order = order, SignedIn = context.User.Identity?.IsAuthenticated == true });
    }

    private static async Task<IResult> ShowPay(string secret, HttpContext context, IOrders orders, IOptions<ShopOptions> shop, CancellationToken ct) =>
        await Find(secret, orders, ct) is { } order ? PayPage(order, new PageForm(), shop.Value) : NoSuchOrder(context);

    private static async Task<IResult> Pay(string secret, HttpContext context, IOrders orders, IOptions<ShopOptions> shop, CancellationToken ct)
    {
        if (await Find(secret, orders, ct) is not { } order)
        {
            return NoSuchOrder(context);
        }

        if (order.State != OrderState.AwaitingPayment)
        {
            return SeeOther.To($"/orders/{secret}");
        }

        var form = context.Request.ToPageForm();
        var method = CardNumber.Read(form);
        if (!form.IsValid)
        {
            return PayPage(order, form, shop.Value);
        }

        var paid = await orders.PayAsync(secret, method, $"{shop.Value.PublicUrl}/orders/{secret}/return", ct);
        if (!paid.Succeeded)
        {
            var now = await Find(secret, orders, ct);
            return now is { State: OrderState.AwaitingPayment }
                ? PayPage(now, form.Refuse(paid.Error), shop.Value, Problems.StatusOf(paid.Error))
                : SeeOther.To($"/orders/{secret}");
        }

        return paid.Value switch
        {
            { State: not OrderState.AwaitingPayment } => SeeOther.To($"/orders/{secret}"),
            { Payment: { NeedsAction: true, ActionUrl: { } bank } } => SeeOther.To(bank),
            { Payment.InProgress: true } => SeeOther.To($"/orders/{secret}/return"),
            var declined => PayPage(declined, new PageForm(), shop.Value, StatusCodes.Status422UnprocessableEntity),
        };
    }

    /// <summary>Back from the bank, or still waiting for the provider: asks for the truth, and again until there is one.</summary>
    private static async Task<IResult> Return(string secret, HttpContext context, IOrders orders, CancellationToken ct)
    {
        if (secret.Length > LongestSecret || await orders.RefreshAsync(secret, ct) is not { } order)
        {
            return NoSuchOrder(context);
        }

        if (order.State != OrderState.AwaitingPayment)
        {
            return SeeOther.To($"/orders/{secret}");
        }

        if (!order.Payment.InProgress)
        {
            return SeeOther.To($"/orders/{secret}/pay");
        }

        context.Response.Headers["Refresh"] = $"{SecondsBetweenLooks}";
        return Pages.Show<WaitingPage>(new { Order = order });
    }

    /// <summary>The form, or the place where the order already is: paid, called off, or being decided.</summary>
    private static IResult PayPage(Order order, PageForm form, ShopOptions shop, int? status = null)
    {
        if (order.State != OrderState.AwaitingPayment)
        {
            return SeeOther.To($"/orders/{order.Secret}");
        }

        if (order.Payment.InProgress)
        {
            return SeeOther.To($"/orders/{order.Secret}/return");
        }

        return Pages.Show<PayPage>(
            new { Order = order, Form = form, shop.Development },
            status ?? (form.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity));
    }

    private static async Task<Order?> Find(string secret, IOrders orders, CancellationToken ct) =>
        secret.Length > LongestSecret ? null : await orders.FindBySecretAsync(secret, ct);

    private static IResult NoSuchOrder(HttpContext context) => context.Refuse(
        StatusCodes.Status404NotFound,
        "There is no order at this link. Open it from the mail again: part of the link may be missing.");
}

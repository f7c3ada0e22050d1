using GigGatek.Contracts.Ordering;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

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
        order.MapPost("/pay", Pay).CountAs(RateLimitClass.Checkout);
        order.MapGet("/bank", ShowBank);
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

    private static async Task<IResult> ShowPay(string secret, HttpContext context, IOrders orders, PayPages pages, CancellationToken ct) =>
        await Find(secret, orders, ct) is { } order ? await pages.Show(order, new PageForm(), context, ct) : NoSuchOrder(context);

    private static async Task<IResult> Pay(string secret, HttpContext context, IOrders orders, PayPages pages, CancellationToken ct)
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
        var method = await pages.ReadMethod(form, ct);
        if (!form.IsValid)
        {
            return await pages.Show(order, form, context, ct);
        }

        var paid = await orders.PayAsync(secret, method, $"{pages.PublicUrl}/orders/{secret}/return", ct);
        if (!paid.Succeeded)
        {
            var now = await Find(secret, orders, ct);
            return now is { State: OrderState.AwaitingPayment }
                ? await pages.Show(now, form.Refuse(paid.Error), context, ct, Problems.StatusOf(paid.Error))
                : SeeOther.To($"/orders/{secret}");
        }

        return paid.Value switch
        {
            { State: not OrderState.AwaitingPayment } => SeeOther.To($"/orders/{secret}"),
            { Payment: { NeedsAction: true, ActionUrl: { } bank } } => SeeOther.To(pages.IsOurs(bank) ? bank : $"/orders/{secret}/bank"),
            { Payment.InProgress: true } => SeeOther.To($"/orders/{secret}/return"),
            var declined => await pages.Show(declined, new PageForm(), context, ct, StatusCodes.Status422UnprocessableEntity),
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

    /// <summary>To a bank on another host; once the question is answered, back to where the order is.</summary>
    private static async Task<IResult> ShowBank(string secret, HttpContext context, IOrders orders, CancellationToken ct)
    {
        if (await Find(secret, orders, ct) is not { } order)
        {
            return NoSuchOrder(context);
        }

        if (order is not { State: OrderState.AwaitingPayment, Payment: { NeedsAction: true, ActionUrl: { } bank } })
        {
            return SeeOther.To($"/orders/{secret}/pay");
        }

        context.Response.Headers["Refresh"] = $"0; url={bank}";
        return Pages.Show<BankPage>(new { Order = order });
    }

    private static async Task<Order?> Find(string secret, IOrders orders, CancellationToken ct) =>
        secret.Length > LongestSecret ? null : await orders.FindBySecretAsync(secret, ct);

    private static IResult NoSuchOrder(HttpContext context) => context.Refuse(
        StatusCodes.Status404NotFound,
        "There is no order at this link. Open it from the mail again: part of the link may be missing.");
}

using System.Linq.Expressions;
using System.Text.Json;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Checkout;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Orders;

/// <summary>An order as its page shows it: three statements here and one in the payments module, however many lines.</summary>
internal sealed class FindOrder(Sessions<OrderingDb> sessions, IPayments payments, SealedDetails details)
{
    public async Task<Order?> Handle(Expression<Func<OrderRow, bool>> which, CancellationToken ct)
    {
        await using var db = sessions.Read();
        if (await db.Orders.Where(which).FindAsync(ct) is not { } row)
        {
            return null;
        }

        var lines = await db.OrderLines.Where(line => line.OrderId == row.Id).OrderBy(line => line.Position).ToListAsync(ct);
        var steps = await db.OrderSteps.Where(step => step.OrderId == row.Id).OrderBy(step => step.Id).ToListAsync(ct);
        return View(row, lines, steps, await payments.FindAsync(row.Id, ct));
    }

    private Order View(OrderRow row, List<OrderLineRow> lines, List<OrderStepRow> steps, Payment? payment)
    {
        Money In(long minor) => new(minor, row.Currency);
        return new Order(
            row.Id,
            row.Number,
            details.OpenSecret(row),
            row.State,
            row.CustomerId,
            details.OpenContact(SealedDetails.Orders, row.Id, row.Contact),
            details.OpenAddress(SealedDetails.Orders, row.Id, row.Address),
            [.. lines.Select(line => new QuoteLine(
                line.Sku, line.ProductSlug, line.Name, line.Grade, line.Quantity, In(line.Price), In(line.Discount), In(line.Total), In(line.Tax)))],
            In(row.Subtotal),
            row.DiscountCode,
            In(row.Discount),
            row.ShippingName,
            In(row.Shipping),
            JsonSerializer.Deserialize<List<TaxLine>>(row.Taxes, ContractJson.Options)!,
            In(row.Tax),
            In(row.Total),
            In(row.Refunded),
            row.PlacedAt,
            row.PayBefore,
            Shipments.Of(row),
            row.EndReason,
            [.. steps.Select(step => new OrderStep(step.What, step.At))],
            View(payment, row));
    }

    /// <summary>A payment that is not opened yet is one that waits for a first try.</summary>
    private static OrderPayment View(Payment? payment, OrderRow row) => new(
        payment?.State == PaymentState.RequiresAction,
        payment?.ActionUrl,
        IsInProgress(payment, row),
        payment?.Problem,
        payment?.Captured ?? Money.Zero(row.Currency));

    /// <summary>Also when the money is here and the order has not moved yet, or was read just before it did: nobody may be asked to pay it again.</summary>
    private static bool IsInProgress(Payment? payment, OrderRow row) =>
        payment?.State == PaymentState.Processing || (payment?.State == PaymentState.Succeeded && row.State == OrderState.AwaitingPayment);
}

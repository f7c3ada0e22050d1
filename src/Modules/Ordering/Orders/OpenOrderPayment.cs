using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Platform.Events;

namespace GigGatek.Ordering.Orders;

/// <summary>
/// Opens the payment of an order that was placed. A provider that is down delays this and nothing else: the event comes
/// again, and paying opens it too.
/// </summary>
internal sealed class OpenOrderPayment(IOrderBook book, IPayments payments) : IEventHandler<OrderPlaced>
{
    public async Task HandleAsync(OrderPlaced happened, EventContext context, CancellationToken ct)
    {
        if (await book.FindAsync(happened.OrderId, ct) is { State: OrderState.AwaitingPayment } order)
        {
            await payments.OpenAsync(Request(order), ct);
        }
    }

    /// <summary>What is charged: the total that the shopper saw.</summary>
    public static OpenPayment Request(OrderStanding order) => new(order.Id, order.Number, order.Amounts.Total);
}

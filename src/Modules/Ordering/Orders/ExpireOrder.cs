using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;

namespace GigGatek.Ordering.Orders;

/// <summary>
/// Ends an order that was not paid in time. The payment is closed at the provider first: its answer tells who was first,
/// and an order whose money came after all is paid, not expired.
/// </summary>
internal sealed class ExpireOrder(IOrderBook book, IPayments payments, AdvanceOrder advance, TimeProvider clock)
{
    public async Task Handle(long orderId, CancellationToken ct)
    {
        if (await book.FindAsync(orderId, ct) is not { State: OrderState.AwaitingPayment } order)
        {
            return;
        }

        switch (await payments.CloseAsync(order, ct))
        {
            case PaymentState.Succeeded:
                await advance.Handle(orderId, ct);
                break;

            case PaymentState.Cancelled:
                await book.TryMoveAsync(OrderMoves.Expire(order, clock.GetUtcNow()), ct);
                break;

            default:    // the provider does not know yet; the next round asks again
                break;
        }
    }
}

using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Refunds;

namespace GigGatek.Ordering.Orders;

/// <summary>
/// Does what is due for an order whose payment has succeeded, from wherever it stands: claim it against expiry, take the
/// stock, complete it; or give the money back. Page, event and worker all call this; calling it twice, or at once, or
/// again after a crash, ends the same.
/// </summary>
internal sealed class AdvanceOrder(IOrderBook book, IStock stock, SendRefunds refunds, TimeProvider clock)
{
    public async Task Handle(long orderId, CancellationToken ct)
    {
        // A lost race means that somebody else moved the order: look again. Every round starts at a later state, so it ends.
        while (await book.FindAsync(orderId, ct) is { } order)
        {
            switch (order.State)
            {
                case OrderState.AwaitingPayment:
                    await book.TryMoveAsync(OrderMoves.ReceivePayment(order), ct);
                    break;

                case OrderState.PaymentReceived:
                    await TakeStock(order, ct);
                    break;

                case OrderState.Cancelled or OrderState.Expired:
                    await book.RefundRestAsync(orderId, ct);
                    await refunds.Handle(orderId, ct);
                    return;

                default:
                    return;
            }
        }
    }

    private async Task TakeStock(OrderStanding order, CancellationToken ct)
    {
        var sold = await stock.SellAsync(order.Id, ct);
        var now = clock.GetUtcNow();
        await book.TryMoveAsync(sold ? OrderMoves.Complete(order, now) : OrderMoves.CancelSoldOut(order, now), ct);
    }
}

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
    public async Task Handle(long orderId, CancellationToken ct) => await Handle(orderId, await book.FindAsync(orderId, ct), ct);

    /// <summary>The same from how it stood a moment ago: where it has moved meanwhile, the first move is lost and it is looked at again.</summary>
    public Task Handle(OrderStanding order, CancellationToken ct) => Handle(order.Id, order, ct);

    private async Task Handle(long orderId, OrderStanding? order, CancellationToken ct)
    {
        while (order is { State: OrderState.AwaitingPayment or OrderState.PaymentReceived })
        {
            order = order.State == OrderState.AwaitingPayment
                ? await Move(order, OrderMoves.ReceivePayment(order), ct)
                : await TakeStock(order, ct);
        }

        if (order is { State: OrderState.Cancelled or OrderState.Expired })
        {
            await book.RefundRestAsync(orderId, ct);
            await refunds.Handle(orderId, ct);
        }
    }

    private async Task<OrderStanding?> TakeStock(OrderStanding order, CancellationToken ct)
    {
        var sold = await stock.SellAsync(order.Id, ct);
        var now = clock.GetUtcNow();
        return await Move(order, sold ? OrderMoves.Complete(order, now) : OrderMoves.CancelSoldOut(order, now), ct);
    }

    /// <summary>A lost race means that somebody else moved the order: look again. Every round starts at a later state, so it ends.</summary>
    private async Task<OrderStanding?> Move(OrderStanding order, OrderMove move, CancellationToken ct) =>
        await book.TryMoveAsync(move, ct) ? order with { State = move.To } : await book.FindAsync(order.Id, ct);
}

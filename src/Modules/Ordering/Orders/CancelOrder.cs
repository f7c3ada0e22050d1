using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Refunds;

namespace GigGatek.Ordering.Orders;

/// <summary>
/// The owner calls an order off before it is shipped. An unpaid one is closed at the payment provider first, so that no
/// money comes after; what has come goes back, all of it.
/// </summary>
internal sealed class CancelOrder(IOrderBook book, IPayments payments, AdvanceOrder advance, SendRefunds refunds, TimeProvider clock)
{
    private const int Longest = 400;

    public async Task<Result> Handle(Actor actor, long orderId, string reason, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > Longest)
        {
            return Error.Invalid("required", $"Write why, in at most {Longest} characters; the customer reads it.", "reason");
        }

        // A lost race means that the order moved: look again. Every round starts at a later state, so it ends.
        while (await book.FindAsync(orderId, ct) is { } order)
        {
            if (order.State is not (OrderState.AwaitingPayment or OrderState.PaymentReceived or OrderState.Paid))
            {
                return Error.Conflict("not_cancellable", "This order is shipped or has ended already, so it cannot be cancelled. Refund what should go back.");
            }

            if (order.State == OrderState.AwaitingPayment && await CloseBefore(order, ct) is { } later)
            {
                return later;
            }

            if (await book.FindAsync(orderId, ct) is { } now && now.State == order.State
                && await book.TryMoveAsync(OrderMoves.Cancel(order, actor, reason.Trim(), clock.GetUtcNow()), ct))
            {
                await refunds.Handle(orderId, ct);
                return Result.Done;
            }
        }

        return OrderErrors.NotFound;
    }

    /// <summary>Null when the payment is closed, or turned out to be made: then the order has moved on.</summary>
    private async Task<Error?> CloseBefore(OrderStanding order, CancellationToken ct)
    {
        switch (await payments.CloseAsync(order, ct))
        {
            case PaymentState.Succeeded:
                await advance.Handle(order.Id, ct);
                return null;

            case PaymentState.Cancelled:
                return null;

            default:
                return Error.Unavailable("payment_undecided", "The bank is deciding about this payment right now. Try again in a minute; nothing was changed.");
        }
    }
}

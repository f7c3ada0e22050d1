using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Orders;
using GigGatek.Platform.Events;

namespace GigGatek.Ordering.Refunds;

/// <summary>The payments module says how a refund ended. Payments of others than orders are not ours.</summary>
internal sealed class RefundEnded(IOrderBook book) : IEventHandler<RefundSucceeded>, IEventHandler<RefundFailed>
{
    public Task HandleAsync(RefundSucceeded happened, EventContext context, CancellationToken ct) =>
        Finish(happened.PaymentId, new RefundOutcome(happened.RefundId, happened.PaymentId, happened.Amount, Succeeded: true, null), ct);

    public Task HandleAsync(RefundFailed happened, EventContext context, CancellationToken ct) =>
        Finish(happened.PaymentId, new RefundOutcome(happened.RefundId, happened.PaymentId, happened.Amount, Succeeded: false, happened.Problem), ct);

    private async Task Finish(long paymentId, RefundOutcome outcome, CancellationToken ct)
    {
        if (await book.FindAsync(paymentId, ct) is not null)
        {
            await book.FinishRefundAsync(outcome, ct);
        }
    }
}

using GigGatek.Contracts.Payments;
using GigGatek.Platform.Events;

namespace GigGatek.Ordering.Orders;

/// <summary>The payments module says that money is captured: by webhook, by its reconciler, or because the page asked.</summary>
internal sealed class PaymentArrived(AdvanceOrder advance) : IEventHandler<PaymentSucceeded>
{
    public Task HandleAsync(PaymentSucceeded happened, EventContext context, CancellationToken ct) => advance.Handle(happened.PaymentId, ct);
}

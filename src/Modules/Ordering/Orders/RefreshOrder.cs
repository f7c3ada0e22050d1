using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;

namespace GigGatek.Ordering.Orders;

/// <summary>Asks the provider how the payment stands, and moves the order accordingly.</summary>
internal sealed class RefreshOrder(IOrderBook book, IPayments payments, AdvanceOrder advance, ExpireOrder expire, TimeProvider clock)
{
    public async Task Handle(long orderId, CancellationToken ct)
    {
        var order = await book.FindAsync(orderId, ct);
        switch (order?.State)
        {
            case OrderState.AwaitingPayment when clock.GetUtcNow() >= order.PayBefore:
                await expire.Handle(orderId, ct);
                break;

            case OrderState.AwaitingPayment or OrderState.Expired:
                if (await payments.RefreshAsync(orderId, ct) is { State: PaymentState.Succeeded })
                {
                    await advance.Handle(orderId, ct);
                }

                break;

            case OrderState.PaymentReceived:
                await advance.Handle(orderId, ct);
                break;

            default:
                break;
        }
    }
}

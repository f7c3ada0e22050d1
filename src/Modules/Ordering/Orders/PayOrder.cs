using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;

namespace GigGatek.Ordering.Orders;

/// <summary>Pays an order. Null: see how it stands now; else the refusal.</summary>
internal sealed class PayOrder(IOrderBook book, IPayments payments, AdvanceOrder advance, ExpireOrder expire, TimeProvider clock)
{
    public async Task<Error?> Handle(long orderId, string method, string returnUrl, CancellationToken ct)
    {
        if (await book.FindAsync(orderId, ct) is not { } order)
        {
            return OrderErrors.NotFound;
        }

        if (order.State != OrderState.AwaitingPayment)
        {
            return OrderErrors.WhyNotPayable(order.State);
        }

        if (clock.GetUtcNow() >= order.PayBefore)
        {
            await expire.Handle(orderId, ct);
            return await book.FindAsync(orderId, ct) is { } ended ? OrderErrors.WhyNotPayable(ended.State) : OrderErrors.NotFound;
        }

        await payments.OpenAsync(OpenOrderPayment.Request(order), ct);
        if (await payments.ConfirmAsync(orderId, method, returnUrl, ct) is { State: PaymentState.Succeeded })
        {
            await advance.Handle(order, ct);
        }

        return null;
    }
}

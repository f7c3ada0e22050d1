using GigGatek.Contracts.Payments;

namespace GigGatek.Ordering.Orders;

/// <summary>Closing the payment of an order that is to end unpaid.</summary>
internal static class ClosePayment
{
    /// <summary>
    /// Answers who was first: cancelled, or succeeded after all; else the provider has not decided yet. A payment that nobody
    /// has opened yet is opened first: it is closed for good then, and whoever comes late to open it finds it so.
    /// </summary>
    public static async Task<PaymentState> CloseAsync(this IPayments payments, OrderStanding order, CancellationToken ct)
    {
        var opened = await payments.OpenAsync(OpenOrderPayment.Request(order), ct);
        return (await payments.CancelAsync(order.Id, ct) ?? opened).State;
    }
}

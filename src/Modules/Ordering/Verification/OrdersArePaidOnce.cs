using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Platform.Verification;

namespace GigGatek.Ordering.Verification;

/// <summary>Orders and payments tell the same story. A payment has its order's id, so there is one at most.</summary>
internal sealed class OrdersArePaidOnce(WalkOrders walk, IPayments payments, TimeProvider clock) : IInvariant
{
    /// <summary>Money that comes around the end of the time to pay is on its way for a while: to the order, or back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Sentence => "Every paid order has one payment of its total, ended orders keep no money and take none, and what went back is what orders say.";

    public Task<InvariantReport> CheckAsync(CancellationToken ct) => walk.CheckAsync(
        async (orders, token) =>
        {
            var now = clock.GetUtcNow();
            var found = (await payments.FindManyAsync([.. orders.Select(order => order.Id)], token)).ToDictionary(payment => payment.Id);
            return [.. from order in orders
                       let finding = Fault(order, found.GetValueOrDefault(order.Id), isOver: now > order.PayBefore + Patience)
                       where finding is not null
                       select new Suspicion(order.Id, finding)];
        },
        ct);

    private static string? Fault(OrderFacts order, Payment? payment, bool isOver)
    {
        var captured = payment?.Captured.Minor ?? 0;
        var back = payment?.Refunded.Minor ?? 0;
        return order.State switch
        {
            OrderState.PaymentReceived or OrderState.Paid or OrderState.Shipped when captured != order.Total =>
                $"Order {order.Number} is {order.State} with a total of {order.Total}, but {captured} was captured.",
            OrderState.AwaitingPayment when isOver && captured != 0 =>
                $"Order {order.Number} waits for payment, but {captured} was captured.",
            OrderState.Cancelled or OrderState.Expired when isOver && captured != back + order.Unsent =>
                $"Order {order.Number} is {order.State}, and of {captured} captured only {back} went back.",
            OrderState.Cancelled or OrderState.Expired when isOver && payment is { State: not (PaymentState.Cancelled or PaymentState.Succeeded) } =>
                $"Order {order.Number} is {order.State}, and its payment can still be made: it is {payment.State}.",
            _ when back > order.Refunded || back < order.Refunded - order.Unsent =>
                $"Order {order.Number} says that {order.Refunded} went back ({order.Unsent} of it not sent yet); its payment says {back}.",
            _ => null,
        };
    }
}

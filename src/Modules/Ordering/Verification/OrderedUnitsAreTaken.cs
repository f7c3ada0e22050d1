using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Verification;

namespace GigGatek.Ordering.Verification;

/// <summary>Orders and stock tell the same story. A reservation has its order's id.</summary>
internal sealed class OrderedUnitsAreTaken(WalkOrders walk, IStock stock, TimeProvider clock) : IInvariant
{
    public string Sentence => "The units of every paid order are sold, those of an open order are held, and an ended order has none.";

    public Task<InvariantReport> CheckAsync(CancellationToken ct) => walk.CheckAsync(
        async (orders, token) =>
        {
            var now = clock.GetUtcNow();
            var found = (await stock.FindManyAsync([.. orders.Select(order => order.Id)], token)).ToDictionary(standing => standing.ReservationId);
            return [.. from order in orders
                       let state = found.GetValueOrDefault(order.Id)?.State
                       where !IsRight(order, state, now)
                       select new Suspicion(order.Id, $"Order {order.Number} is {order.State}, but its units are {state?.ToString() ?? "unknown to the stock"}.")];
        },
        ct);

    private static bool IsRight(OrderFacts order, ReservationState? units, DateTimeOffset now) => order.State switch
    {
        OrderState.Paid or OrderState.Shipped => units == ReservationState.Sold,
        OrderState.AwaitingPayment => units == ReservationState.Held || now > order.PayBefore,
        OrderState.Cancelled or OrderState.Expired => units is ReservationState.Released or ReservationState.Returned or ReservationState.Expired,
        _ => units is not null,
    };
}

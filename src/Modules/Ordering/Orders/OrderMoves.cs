using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Ordering.Orders;

/// <summary>
/// One step of one order's life with everything that becomes true with it: written in one transaction, or not at all.
/// </summary>
/// <param name="Step">For the order's page.</param>
/// <param name="EndReason">For the shopper, when it ends the order.</param>
internal sealed record OrderMove(
    long OrderId, OrderState From, OrderState To, string Step, IReadOnlyList<IEvent> Events, string? EndReason = null, Parcel? Parcel = null)
{
    /// <summary>The money has come; from now on it counts as a sale.</summary>
    public bool BringsMoney => To == OrderState.PaymentReceived;

    /// <summary>Money that had come must go back, all that is left of it.</summary>
    public bool RefundsRest => To == OrderState.Cancelled && From is OrderState.PaymentReceived or OrderState.Paid;

    /// <summary>The order does not use its discount code any more.</summary>
    public bool GivesDiscountBack => To is OrderState.Cancelled or OrderState.Expired;
}

/// <summary>How an order travels.</summary>
internal sealed record Parcel(string Carrier, string TrackingNumber, DateTimeOffset ShippedAt);

/// <summary>The state machine of orders: the one table of legal moves, and the moves themselves.</summary>
internal static class OrderMoves
{
    /// <summary>The end reason of an order whose units were gone when its money came.</summary>
    public const string SoldOut = "sold_out";

    private static readonly Dictionary<OrderState, OrderState[]> Legal = new()
    {
        [OrderState.AwaitingPayment] = [OrderState.PaymentReceived, OrderState.Expired, OrderState.Cancelled],
        [OrderState.PaymentReceived] = [OrderState.Paid, OrderState.Cancelled],
        [OrderState.Paid] = [OrderState.Shipped, OrderState.Cancelled],
        [OrderState.Shipped] = [],
        [OrderState.Cancelled] = [],
        [OrderState.Expired] = [],
    };

    public static bool IsLegal(OrderState from, OrderState to) => Legal[from].Contains(to);

    /// <summary>The money is here: from now on the order cannot expire.</summary>
    public static OrderMove ReceivePayment(OrderStanding order) =>
        Move(order, OrderState.PaymentReceived, "Payment received", []);

    /// <summary>The units are ours.</summary>
    public static OrderMove Complete(OrderStanding order, DateTimeOffset now) =>
        Move(order, OrderState.Paid, "Units set aside for you", [new OrderPaid(
            order.Id, order.Amounts.Goods, order.Amounts.Shipping, order.Amounts.Tax, order.Amounts.Total, now)]);

    /// <summary>The money is here, but the units are gone.</summary>
    public static OrderMove CancelSoldOut(OrderStanding order, DateTimeOffset now) =>
        Move(order, OrderState.Cancelled, "Cancelled: sold out", [new OrderCancelled(order.Id, SoldOut, now)]) with { EndReason = SoldOut };

    /// <summary>No money came in time.</summary>
    public static OrderMove Expire(OrderStanding order, DateTimeOffset now) =>
        Move(order, OrderState.Expired, "Not paid in time", [new OrderExpired(order.Id, now)]);

    /// <summary>The owner calls it off.</summary>
    public static OrderMove Cancel(OrderStanding order, Actor actor, string reason, DateTimeOffset now) =>
        Move(order, OrderState.Cancelled, $"Cancelled: {reason}", [
            new OrderCancelled(order.Id, reason, now),
            new ChangeMade(actor, "order.cancel", order.Number, $"{order.State} → Cancelled: {reason}", now)]) with
        { EndReason = reason };

    /// <summary>It leaves the house.</summary>
    public static OrderMove Ship(OrderStanding order, Actor actor, Parcel parcel) =>
        Move(order, OrderState.Shipped, $"Shipped with {parcel.Carrier}", [
            new OrderShipped(order.Id, parcel.ShippedAt),
            new ChangeMade(actor, "order.ship", order.Number, $"{parcel.Carrier} {parcel.TrackingNumber}", parcel.ShippedAt)]) with
        { Parcel = parcel };

    private static OrderMove Move(OrderStanding order, OrderState to, string step, IReadOnlyList<IEvent> events) =>
        IsLegal(order.State, to)
            ? new OrderMove(order.Id, order.State, to, step, events)
            : throw new InvalidOperationException($"An order cannot go from {order.State} to {to}.");
}

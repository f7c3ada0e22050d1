using System.Globalization;
using GigGatek.Api.Orders;

namespace GigGatek.Api.Admin;

/// <summary>An order as the shop handles it.</summary>
/// <param name="Id">Its name in addresses of the back office.</param>
/// <param name="IsGuest">True when it belongs to no account.</param>
/// <param name="Order">What its buyer sees.</param>
/// <param name="RefusedRefunds">Refunds that the bank refused for good, oldest first.</param>
public sealed record AdminOrder(string Id, bool IsGuest, Order Order, IReadOnlyList<RefusedRefund> RefusedRefunds)
{
    internal static AdminOrder Of(Contracts.Ordering.Order order, IReadOnlyList<Contracts.Ordering.RefusedRefund> refused, ShopAddress shop) =>
        new(order.Id.ToString(CultureInfo.InvariantCulture), order.CustomerId is null, Orders.Order.Of(order, shop), [.. refused.Select(RefusedRefund.Of)]);
}

/// <summary>A refund that the bank refused for good.</summary>
/// <param name="Problem">The bank's reason, as a sentence.</param>
/// <param name="TriedAgain">True when another refund was made in its place.</param>
public sealed record RefusedRefund(Money Amount, string Problem, DateTimeOffset RequestedAt, bool TriedAgain)
{
    internal static RefusedRefund Of(Contracts.Ordering.RefusedRefund refund) => new(Money.Of(refund.Amount), refund.Problem, refund.RequestedAt, refund.TriedAgain);
}

/// <summary>An order in the list of the back office.</summary>
public sealed record AdminOrderSummary(string Id, string Number, OrderState State, Money Total, Money Refunded, int Units, DateTimeOffset PlacedAt, bool IsGuest)
{
    internal static AdminOrderSummary Of(Contracts.Ordering.OrderSummary order) => new(
        order.Id.ToString(CultureInfo.InvariantCulture), order.Number, (OrderState)order.State, Money.Of(order.Total), Money.Of(order.Refunded), order.Units, order.PlacedAt, order.IsGuest);
}

/// <summary>How an order travels.</summary>
public sealed record NewShipment(string Carrier, string TrackingNumber);

/// <summary>Why an order is called off.</summary>
/// <param name="Reason">The customer reads it.</param>
public sealed record NewCancellation(string Reason);

/// <summary>Money to go back.</summary>
/// <param name="Amount">A part of what was paid, or all that has not gone back yet.</param>
/// <param name="Reason">The customer reads it.</param>
public sealed record NewRefund(Money Amount, string Reason);

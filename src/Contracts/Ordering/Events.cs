namespace GigGatek.Contracts.Ordering;

/// <summary>An order was placed and waits for payment.</summary>
public sealed record OrderPlaced(long OrderId, DateTimeOffset At) : IEvent;

/// <summary>An order is paid and its units are taken.</summary>
/// <param name="Goods">Net of discount, without tax that is not included.</param>
public sealed record OrderPaid(long OrderId, Money Goods, Money Shipping, Money Tax, Money Total, DateTimeOffset At) : IEvent;

/// <summary>An order left the house.</summary>
public sealed record OrderShipped(long OrderId, DateTimeOffset At) : IEvent;

/// <summary>An order was called off.</summary>
/// <param name="Reason">For the shopper: <c>sold_out</c>, or the owner's words.</param>
public sealed record OrderCancelled(long OrderId, string Reason, DateTimeOffset At) : IEvent;

/// <summary>An order was not paid in time.</summary>
public sealed record OrderExpired(long OrderId, DateTimeOffset At) : IEvent;

/// <summary>Money of an order went back.</summary>
public sealed record OrderRefunded(long OrderId, long RefundId, Money Amount, DateTimeOffset At) : IEvent;

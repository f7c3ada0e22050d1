using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Ordering.Orders;

/// <summary>What the transitions need to know of an order.</summary>
/// <param name="Refunded">What went back or is on its way.</param>
internal sealed record OrderStanding(
    long Id, string Number, OrderState State, OrderAmounts Amounts, Money Refunded, DateTimeOffset PayBefore);

/// <summary>An order's money, for the books: the first three sum to the last.</summary>
internal sealed record OrderAmounts(Money Goods, Money Shipping, Money Tax, Money Total);

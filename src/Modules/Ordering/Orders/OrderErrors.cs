using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Ordering.Orders;

/// <summary>How a change of an order is refused.</summary>
internal static class OrderErrors
{
    public static Error NotFound { get; } = Error.NotFound("There is no such order. Check the link or the number.");

    /// <summary>Null for an order that is paid: paying it again shows it.</summary>
    public static Error? WhyNotPayable(OrderState state) => state switch
    {
        OrderState.Expired or OrderState.AwaitingPayment =>
            Error.Conflict("order_expired", "The time to pay this order has run out, and its units are free again. Put them into your cart once more."),
        OrderState.Cancelled =>
            Error.Conflict("order_cancelled", "This order was cancelled. Money that had come goes back to you."),
        _ => null,
    };
}

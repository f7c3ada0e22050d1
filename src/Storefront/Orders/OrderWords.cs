using GigGatek.Contracts.Ordering;
using GigGatek.Storefront.Words;

namespace GigGatek.Storefront.Orders;

/// <summary>How an order stands, in words for its owner, and what happens next.</summary>
public static class OrderWords
{
    /// <summary>For lists: <c>Waits for payment</c>.</summary>
    public static string State(OrderState state) => state switch
    {
        OrderState.AwaitingPayment => "Waits for payment",
        OrderState.PaymentReceived => "Payment received",
        OrderState.Paid => "Paid, to be shipped",
        OrderState.Shipped => "Shipped",
        OrderState.Cancelled => "Cancelled",
        OrderState.Expired => "Not paid in time",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The heading of its page.</summary>
    public static string Headline(Order order) => order.State switch
    {
        OrderState.AwaitingPayment when order.Payment.InProgress => "Your payment is under way",
        OrderState.AwaitingPayment => "This order waits for your payment",
        OrderState.PaymentReceived => "Your payment is here",
        OrderState.Paid => "Thank you. Your order is paid",
        OrderState.Shipped => "Your order is on its way",
        OrderState.Cancelled => "This order was cancelled",
        OrderState.Expired => "This order was not paid in time",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order.State, null),
    };

    /// <summary>What happens next, and who does it.</summary>
    public static string Next(Order order) => order.State switch
    {
        OrderState.AwaitingPayment when order.Payment.InProgress => "We wait for the payment provider's answer; you need not do anything. A mail tells you how it ends.",
        OrderState.AwaitingPayment =>
            $"The parts are held for you until {Say.DateTime(order.PayBefore)}. Unpaid, they go back on the shelf then and nothing is charged.",
        OrderState.PaymentReceived => "We are taking the parts off the shelf. This takes a moment; the page renews itself.",
        OrderState.Paid =>
            $"We test each part once more, pack it, and hand it to the carrier. You get a mail with the tracking number at {order.Contact.Email}.",
        OrderState.Shipped when order.Shipment is { } parcel =>
            $"{parcel.Carrier} took it on {Say.Date(parcel.ShippedAt)}. Compare each part with its test report when it arrives.",
        OrderState.Shipped => "It was handed to the carrier. Compare each part with its test report when it arrives.",
        OrderState.Cancelled or OrderState.Expired when order.Payment.Captured.Minor > 0 =>
            $"{Money(order)} Banks need up to five working days to show it.",
        OrderState.Cancelled => "Nothing was charged. The parts are back on the shelf.",
        OrderState.Expired => "Nothing was charged and the parts went back on the shelf. You can order them again.",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order.State, null),
    };

    private static string Money(Order order) =>
        order.Refunded >= order.Payment.Captured
            ? $"All your money, {Say.Money(order.Refunded)}, was sent back."
            : $"Your money, {Say.Money(order.Payment.Captured)}, is being sent back.";
}

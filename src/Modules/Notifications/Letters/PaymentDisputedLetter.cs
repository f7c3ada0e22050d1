using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Notifications.Letters;

/// <summary>To the owner: the customer's bank disputes a payment; what is at stake and where to see how it stands.</summary>
internal static class PaymentDisputedLetter
{
    public static Letter Write(Order order, Money amount, Sender sender) => new(
        $"{amount} of order {order.Number} are disputed",
        [
            new Says($"The customer of order {order.Number} of {Words.Date(order.PlacedAt)} told the bank that {amount} should not have been paid."),
            new Says(order.State == OrderState.Shipped
                ? "The parts are shipped. Answer with the tracking number and what you know of the delivery, at the payment provider, before the time that it gives you is over."
                : "Do not ship before this is decided. Answer at the payment provider before the time that it gives you is over, or accept the dispute there."),
            new LinkTo("See the order and its dispute", sender.Link($"/admin/orders/{order.Id}")),
        ]);
}

using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Notifications.Letters;

/// <summary>Money went back: how much, for which order, and when it shows.</summary>
internal static class OrderRefundedLetter
{
    public static Letter Write(Order order, Money amount, Sender sender) => new(
        $"{amount} of your order {order.Number} went back to you",
        [
            new Says($"We have sent {amount} back, the way you paid your order {order.Number} of {Words.Date(order.PlacedAt)}. {Words.BankDays}"),
            Words.OrderLink(order, sender),
            new Says("If you expected another amount, answer this mail."),
        ]);
}

using GigGatek.Contracts.Ordering;

namespace GigGatek.Notifications.Letters;

/// <summary>
/// For whoever believes that he has paid, or closed the page on the way. Its address was never proved by a payment, so it
/// says nothing that a visitor typed.
/// </summary>
internal static class OrderExpiredLetter
{
    public static Letter Write(Order order, Sender sender) => new(
        $"Your order {order.Number} was not paid in time",
        [
            new Says($"We held its parts for you until {Words.Moment(order.PayBefore)}. No payment had arrived by then, so they are on the shelf again."),
            new Says(order.Payment.Captured.Minor > 0
                ? $"Your payment of {order.Payment.Captured} arrived after that. It goes back to you in full, the way it came. {Words.BankDays}"
                : "Nothing was charged. If you still want them, order them again."),
            Words.OrderLink(order, sender),
        ]);
}

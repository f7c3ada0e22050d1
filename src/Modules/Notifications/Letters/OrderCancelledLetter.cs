using GigGatek.Contracts.Ordering;

namespace GigGatek.Notifications.Letters;

/// <summary>The order was called off: why, and what becomes of the money.</summary>
internal static class OrderCancelledLetter
{
    private const string SoldOut = "sold_out";

    public static Letter Write(Order order, Sender sender) => new(
        $"Your order {order.Number} was cancelled",
        [
            .. Reason(order.EndReason),
            new Says(order.Payment.Captured.Minor > 0
                ? $"Your payment of {order.Payment.Captured} goes back to you in full, the way it came. Another mail tells when we have sent it. {Words.BankDays}"
                : "Nothing was charged."),
            Words.OrderLink(order, sender),
            new Says("If you have a question about it, answer this mail."),
        ]);

    private static IEnumerable<Piece> Reason(string? reason) => reason switch
    {
        null or "" => [],
        SoldOut => [new Says("We are sorry: while your payment was on its way, somebody else bought the last units of what you ordered.")],
        _ => [new Says($"We had to cancel it. The reason: {reason}")],
    };
}

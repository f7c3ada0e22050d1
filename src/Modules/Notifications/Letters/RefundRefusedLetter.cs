using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Notifications.Letters;

/// <summary>To the owner: the bank refused a refund, its reason, and where to try again.</summary>
internal static class RefundRefusedLetter
{
    public static Letter Write(Order order, Money amount, IReadOnlyList<RefusedRefund> waiting, Sender sender) => new(
        $"The bank refused to refund {amount} of order {order.Number}",
        [
            new Says($"{amount} of order {order.Number} of {Words.Date(order.PlacedAt)} did not go back to the customer."),
            new Lines("What the bank said", [.. waiting.Select(refund => $"{refund.Amount}: {refund.Problem}")]),
            new LinkTo("Try the refund again", sender.Link($"/admin/orders/{order.Id}")),
            new Says("If the bank refuses again, send the money another way. The shop does not try by itself any more."),
        ]);
}

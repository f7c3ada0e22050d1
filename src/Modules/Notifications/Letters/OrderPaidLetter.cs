using GigGatek.Contracts.Ordering;

namespace GigGatek.Notifications.Letters;

/// <summary>The confirmation, and the receipt: every amount as the order's page explains it.</summary>
internal static class OrderPaidLetter
{
    public static Letter Write(Order order, Sender sender) => new(
        $"Your order {order.Number} is paid",
        [
            new Says($"Thank you. Your payment of {order.Total} is here."),
            new Figures($"Order {order.Number} of {Words.Date(order.PlacedAt)}", [.. Rows(order)]),
            new Lines("It goes to", Words.Postal(order.Address)),
            new Says(order.State == OrderState.Shipped
                ? "It has left our workshop already; another mail says how it travels."
                : "We test each part once more, pack it, and hand it to the carrier. The tracking number follows by mail."),
            Words.OrderLink(order, sender),
            new Says("Whoever has this link can see the order. If something in it is wrong, answer this mail soon."),
        ]);

    private static IEnumerable<Figure> Rows(Order order)
    {
        foreach (var line in order.Lines)
        {
            yield return new Figure($"{line.Quantity} × {line.Name}, {line.Grade}", (line.Price * line.Quantity).ToString());
        }

        if (order.Discount.Minor > 0)
        {
            yield return new Figure($"Discount {order.DiscountCode}", (order.Discount * -1).ToString());
        }

        yield return new Figure($"Shipping, {order.ShippingName}", Words.Price(order.Shipping));
        foreach (var tax in order.Taxes)
        {
            yield return new Figure($"{tax.Name}, {Words.Rate(tax)}{(tax.Included ? " (contained in the prices)" : "")}", tax.Amount.ToString());
        }

        yield return new Figure("Total", order.Total.ToString(), Total: true);
    }
}

using GigGatek.Contracts.Ordering;

namespace GigGatek.Notifications.Letters;

/// <summary>The parcel has left, and how to follow it.</summary>
internal static class OrderShippedLetter
{
    public static Letter Write(Order order, Shipment parcel, Sender sender) => new(
        $"Your order {order.Number} is on its way",
        [
            new Says($"{parcel.Carrier} took your parcel on {Words.Date(parcel.ShippedAt)}."),
            new Lines("Tracking number", [parcel.TrackingNumber]),
            .. Follow(parcel),
            new Lines("It goes to", Words.Postal(order.Address)),
            new Figures("In the parcel", [.. order.Lines.Select(line => new Figure($"{line.Name}, {line.Grade}", $"{line.Quantity}"))]),
            new Says("Compare each part with its test report when it arrives. If something is not as described, answer this mail."),
            Words.OrderLink(order, sender),
        ]);

    private static IEnumerable<Piece> Follow(Shipment parcel)
    {
        if (Uri.TryCreate(parcel.TrackingUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http")
        {
            yield return new LinkTo("Follow the parcel", url.AbsoluteUri);
        }
    }
}

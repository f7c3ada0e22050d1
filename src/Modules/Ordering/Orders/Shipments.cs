using GigGatek.Contracts.Ordering;

namespace GigGatek.Ordering.Orders;

/// <summary>How a shipped order travels, with a link to the carrier's page where we know one.</summary>
internal static class Shipments
{
    private static readonly Dictionary<string, string> TrackingPages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UPS"] = "https://www.ups.com/track?tracknum=",
        ["FedEx"] = "https://www.fedex.com/fedextrack/?trknbr=",
        ["USPS"] = "https://tools.usps.com/go/TrackConfirmAction?tLabels=",
        ["DHL"] = "https://www.dhl.com/en/express/tracking.html?AWB=",
    };

    /// <summary>Null until it is shipped.</summary>
    public static Shipment? Of(OrderRow order) =>
        order is { Carrier: { } carrier, TrackingNumber: { } number, ShippedAt: { } at }
            ? new Shipment(carrier, number, TrackingUrl(carrier, number), at)
            : null;

    private static string? TrackingUrl(string carrier, string number) =>
        TrackingPages.TryGetValue(carrier.Trim(), out var page) ? page + Uri.EscapeDataString(number) : null;
}

namespace GigGatek.Api.Webhooks;

/// <summary>What a partner can be told of.</summary>
internal static class WebhookEvents
{
    public const string Placed = "order.placed", Paid = "order.paid", Shipped = "order.shipped", Cancelled = "order.cancelled", Expired = "order.expired", Refunded = "order.refunded";

    /// <summary>Sent when its owner asks for it, to every address.</summary>
    public const string Ping = "ping";

    public static IReadOnlyList<string> All { get; } = [Placed, Paid, Shipped, Cancelled, Expired, Refunded];
}

using GigGatek.Api.Orders;

namespace GigGatek.Api.Webhooks.Endpoints;

/// <summary>What answers about webhooks look like, for the document.</summary>
internal static class WebhookExamples
{
    public const string Id = "7327941204561920003", DeliveryId = "7327941204561920004";

    private static readonly DateTimeOffset At = new(2026, 11, 29, 14, 5, 0, TimeSpan.Zero);
    private static readonly Uri Url = new("https://partner.example/giggatek");

    public static NewWebhook New { get; } = new(Url.AbsoluteUri, [WebhookEvents.Paid, WebhookEvents.Shipped]);

    public static Webhook One { get; } = new(Id, Url, New.Events, At, null, null);

    public static MadeWebhook Made { get; } = new(One, "whsec_…");

    public static Page<Webhook> All { get; } = new([One], null);

    public static Page<WebhookDelivery> Deliveries { get; } = new(
        [new(DeliveryId, WebhookEvents.Paid, OrderExamples.Number, DeliveryState.Pending, 2, At, At.AddMinutes(30), "status_500")], null);
}

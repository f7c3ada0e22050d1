using System.Globalization;
using System.Text.Json;
using GigGatek.Api.Webhooks.Keeping;

namespace GigGatek.Api.Webhooks.Sending;

/// <summary>What is sent. Its id is the delivery's, the same at each try: a receiver who has it already knows it.</summary>
internal sealed record OutgoingMessage(string Id, DateTimeOffset At, string Body, string Signature)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static OutgoingMessage Of(DeliveryRow delivery, string secret, DateTimeOffset now)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"msg_{delivery.Id}");
        var body = JsonSerializer.Serialize(new WebhookMessage(id, delivery.Event, delivery.OccurredAt, new WebhookData(delivery.Subject)), Web);
        return new OutgoingMessage(id, now, body, Sending.Signature.Of(secret, id, now, body));
    }
}

/// <summary>What a receiver gets.</summary>
/// <param name="Type"><c>order.paid</c>.</param>
/// <param name="Timestamp">When it happened.</param>
internal sealed record WebhookMessage(string Id, string Type, DateTimeOffset Timestamp, WebhookData Data);

/// <summary>What it happened to; how that stands now, the API tells.</summary>
/// <param name="Order">The order's number.</param>
internal sealed record WebhookData(string Order);

using LinqToDB.Mapping;

namespace GigGatek.Payments.Webhooks;

/// <summary>A message of the provider that was dealt with.</summary>
[Table("payments_webhook_events")]
internal sealed record WebhookEventRow
{
    [Column("event_id"), PrimaryKey] public string EventId { get; init; } = "";
    [Column("received_at")] public DateTimeOffset ReceivedAt { get; init; }
}

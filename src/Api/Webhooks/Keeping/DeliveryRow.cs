using GigGatek.Contracts.Api;
using LinqToDB.Mapping;

namespace GigGatek.Api.Webhooks.Keeping;

/// <summary>One thing that happened, for one address. It names the order and says nothing of a person: who wants more asks the API.</summary>
[Table("api_deliveries")]
internal sealed class DeliveryRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("webhook_id")] public long WebhookId { get; init; }

    /// <summary><c>order.paid</c>.</summary>
    [Column("event")] public string Event { get; init; } = "";

    /// <summary>The order's number.</summary>
    [Column("subject")] public string Subject { get; init; } = "";

    /// <summary>When it happened.</summary>
    [Column("occurred_at")] public DateTimeOffset OccurredAt { get; init; }
    [Column("state")] public DeliveryState State { get; init; }

    /// <summary>How often it was begun.</summary>
    [Column("attempts")] public int Attempts { get; init; }
    [Column("created_at")] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before this.</summary>
    [Column("due_at")] public DateTimeOffset DueAt { get; init; }

    /// <summary>Until then somebody is at it; he who dies leaves it to the next.</summary>
    [Column("claimed_until")] public DateTimeOffset? ClaimedUntil { get; init; }
    [Column("settled_at")] public DateTimeOffset? SettledAt { get; init; }

    /// <summary>How the last try ended, as a code.</summary>
    [Column("outcome")] public string? Outcome { get; init; }
}

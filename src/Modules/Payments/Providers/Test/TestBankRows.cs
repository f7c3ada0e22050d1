using LinqToDB.Mapping;

namespace GigGatek.Payments.Providers.Test;

/// <summary>The states of an intent, in the test provider's own words.</summary>
internal enum TestIntentStatus
{
    RequiresMethod,
    RequiresAction,
    Processing,
    Succeeded,
    Canceled,
}

/// <summary>An intent as the test provider keeps it. It never keeps the card's number, only what the card does.</summary>
[Table("payments_test_intents")]
internal sealed record TestIntentRow
{
    [Column("id"), PrimaryKey] public string Id { get; init; } = "";
    [Column("idempotency_key")] public string IdempotencyKey { get; init; } = "";
    [Column("amount")] public long Amount { get; init; }
    [Column("currency")] public string Currency { get; init; } = "";
    [Column("reference")] public string Reference { get; init; } = "";
    [Column("status")] public TestIntentStatus Status { get; init; }
    [Column("confirm_key")] public string? ConfirmKey { get; init; }

    /// <summary>What its sealed return address is bound to.</summary>
    [Column("number")] public long Number { get; init; }

    /// <summary>Sealed in the table, and open where <see cref="TestBankIntents"/> hands it out: it holds the order's secret.</summary>
    [Column("return_url")] public string? ReturnUrl { get; init; }
    [Column("decline")] public string? Decline { get; init; }
    [Column("tells_twice")] public bool TellsTwice { get; init; }
    [Column("refunds_slowly")] public bool RefundsSlowly { get; init; }
    [Column("refunds_fail")] public bool RefundsFail { get; init; }

    /// <summary>When a processing intent succeeds.</summary>
    [Column("decided_at")] public DateTimeOffset? DecidedAt { get; init; }

    [Column("created_at")] public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The states of a refund, in the test provider's own words.</summary>
internal enum TestRefundStatus
{
    Pending,
    Succeeded,
    Failed,
}

/// <summary>A refund as the test provider keeps it.</summary>
[Table("payments_test_refunds")]
internal sealed record TestRefundRow
{
    [Column("id"), PrimaryKey] public string Id { get; init; } = "";
    [Column("idempotency_key")] public string IdempotencyKey { get; init; } = "";
    [Column("intent_id")] public string IntentId { get; init; } = "";
    [Column("amount")] public long Amount { get; init; }
    [Column("status")] public TestRefundStatus Status { get; init; }
    [Column("failure")] public string? Failure { get; init; }

    /// <summary>When a pending refund is decided.</summary>
    [Column("decided_at")] public DateTimeOffset? DecidedAt { get; init; }

    [Column("created_at")] public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A webhook that the test provider delivers until it is taken.</summary>
[Table("payments_test_webhooks")]
internal sealed record TestWebhookRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("event_id")] public string EventId { get; init; } = "";
    [Column("type")] public string Type { get; init; } = "";
    [Column("intent_id")] public string IntentId { get; init; } = "";
    [Column("created_at")] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is sent next; null once it was taken.</summary>
    [Column("due_at")] public DateTimeOffset? DueAt { get; init; }

    [Column("attempts")] public int Attempts { get; init; }
}

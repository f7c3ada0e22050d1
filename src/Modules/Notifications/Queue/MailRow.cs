using LinqToDB.Mapping;

namespace GigGatek.Notifications.Queue;

/// <summary>What a mail says. The template of each is a file in <c>Letters</c>: <c>OrderPaidLetter.cs</c>; those about second factors share one.</summary>
internal enum MailKind
{
    ConfirmAddress,
    RegistrationRepeated,
    ResetPassword,
    OrderPaid,
    OrderShipped,
    OrderCancelled,
    OrderExpired,
    OrderRefunded,

    /// <summary>To the owner.</summary>
    RefundRefused,

    /// <summary>To the owner.</summary>
    PaymentDisputed,
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodesRenewed,
    RecoveryCodeUsed,
    SecondFactorGuessed,
}

/// <summary>
/// A mail that is to be sent, or was. It holds no address, no name and no text: those are made from the subject at the
/// moment of sending, so nothing personal and no token is stored here, and nothing here is out of date.
/// </summary>
[Table("notifications_mails")]
internal sealed record MailRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("kind")] public MailKind Kind { get; init; }

    /// <summary>The order's id, or the account's.</summary>
    [Column("subject_id")] public long SubjectId { get; init; }

    /// <summary>Minor units, for a mail about one of an order's refunds.</summary>
    [Column("amount")] public long? Amount { get; init; }

    [Column("currency")] public string? Currency { get; init; }

    /// <summary>Unique: what has been told already is not told again.</summary>
    [Column("dedupe_key")] public string DedupeKey { get; init; } = "";

    [Column("state")] public MailState State { get; init; }

    /// <summary>How often it was begun.</summary>
    [Column("attempts")] public int Attempts { get; init; }

    [Column("queued_at")] public DateTimeOffset QueuedAt { get; init; }

    /// <summary>Not before this.</summary>
    [Column("due_at")] public DateTimeOffset DueAt { get; init; }

    [Column("claimed_by")] public string? ClaimedBy { get; init; }
    [Column("claimed_until")] public DateTimeOffset? ClaimedUntil { get; init; }
    [Column("settled_at")] public DateTimeOffset? SettledAt { get; init; }

    /// <summary>How the last attempt ended, as a code: <c>smtp_550</c>, <c>unreachable</c>.</summary>
    [Column("outcome")] public string? Outcome { get; init; }
}

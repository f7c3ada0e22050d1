using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using LinqToDB.Mapping;

namespace GigGatek.Payments.Refunds;

/// <summary>A refund. Pending moves once, to Succeeded or Failed; one that succeeded fails when the bank sends it back.</summary>
[Table("payments_refunds")]
internal sealed record RefundRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("payment_id")] public long PaymentId { get; init; }
    [Column("amount")] public long Amount { get; init; }
    [Column("currency")] public string Currency { get; init; } = "";
    [Column("state")] public RefundState State { get; init; }
    [Column("reason")] public string Reason { get; init; } = "";

    /// <summary>The provider's name for it; null until it has answered.</summary>
    [Column("provider_refund")] public string? ProviderRefund { get; init; }

    [Column("problem")] public string? Problem { get; init; }
    [Column("requested_at")] public DateTimeOffset RequestedAt { get; init; }
    [Column("settled_at")] public DateTimeOffset? SettledAt { get; init; }

    /// <summary>When it is tried next; null when settled.</summary>
    [Column("due_at")] public DateTimeOffset? DueAt { get; init; }

    [Column("attempts")] public int Attempts { get; init; }

    [NotColumn] public Money Total => new(Amount, Currency);

    public Refund ToRefund() => new(Id, PaymentId, Total, State, Problem);
}

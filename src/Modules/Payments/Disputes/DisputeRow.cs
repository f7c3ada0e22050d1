using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using LinqToDB.Mapping;

namespace GigGatek.Payments.Disputes;

/// <summary>A dispute. Its state changes only through <see cref="DisputeMoves"/>.</summary>
[Table("payments_disputes")]
internal sealed record DisputeRow
{
    /// <summary>The provider's.</summary>
    [Column("id"), PrimaryKey] public string Id { get; init; } = "";

    [Column("payment_id")] public long PaymentId { get; init; }
    [Column("amount")] public long Amount { get; init; }
    [Column("currency")] public string Currency { get; init; } = "";
    [Column("state")] public DisputeState State { get; init; }
    [Column("reason")] public string Reason { get; init; } = "";
    [Column("respond_by")] public DateTimeOffset? RespondBy { get; init; }
    [Column("opened_at")] public DateTimeOffset OpenedAt { get; init; }
    [Column("changed_at")] public DateTimeOffset ChangedAt { get; init; }

    [NotColumn] public Money Total => new(Amount, Currency);

    public Dispute ToDispute() => new(Id, PaymentId, Total, State, Reason, RespondBy, OpenedAt);
}

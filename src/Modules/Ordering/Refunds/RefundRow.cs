using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using LinqToDB.Mapping;

namespace GigGatek.Ordering.Refunds;

/// <summary>
/// A refund that an order asks for. It is written down before the payments module is asked, in the transaction that makes
/// it due, so that no crash forgets it.
/// </summary>
[Table("ordering_refunds")]
internal sealed class RefundRow
{
    /// <summary>Made from what is refunded and why, see <see cref="RefundIds"/>: the same wish has the same id.</summary>
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("order_id")] public long OrderId { get; init; }
    [Column("amount")] public long Amount { get; init; }
    [Column("reason")] public string Reason { get; init; } = "";
    [Column("state")] public RefundState State { get; init; }
    [Column("problem")] public string? Problem { get; init; }
    [Column("requested_at")] public DateTimeOffset RequestedAt { get; init; }
    [Column("requested_day")] public int RequestedDay { get; init; }
}

/// <summary>A refund that is to be sent.</summary>
internal sealed record DueRefund(long Id, long OrderId, Money Amount, string Reason);

/// <summary>How a refund ended.</summary>
internal sealed record RefundOutcome(long RefundId, long OrderId, Money Amount, bool Succeeded, string? Problem);

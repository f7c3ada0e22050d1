using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using LinqToDB.Mapping;

namespace GigGatek.Payments.Charges;

/// <summary>A payment. Its state changes only through <see cref="PaymentMoves"/>.</summary>
[Table("payments_payments")]
internal sealed record PaymentRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("reference")] public string Reference { get; init; } = "";
    [Column("amount")] public long Amount { get; init; }
    [Column("currency")] public string Currency { get; init; } = "";
    [Column("state")] public PaymentState State { get; init; }

    /// <summary>The provider's name for it; null until the first try.</summary>
    [Column("intent")] public string? Intent { get; init; }

    /// <summary>Tries so far; part of the idempotency key of each.</summary>
    [Column("attempt")] public int Attempt { get; init; }

    /// <summary>Until then the try under way may still be answered; null when none is.</summary>
    [Column("answer_due")] public DateTimeOffset? AnswerDue { get; init; }

    [Column("action_url")] public string? ActionUrl { get; init; }
    [Column("problem")] public string? Problem { get; init; }
    [Column("captured")] public long Captured { get; init; }

    /// <summary>Refunds that succeeded or are under way.</summary>
    [Column("refunded")] public long Refunded { get; init; }

    /// <summary>Grows with every move; a move from an older version does not happen.</summary>
    [Column("version")] public int Version { get; init; }

    [Column("opened_at")] public DateTimeOffset OpenedAt { get; init; }
    [Column("changed_at")] public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When the provider's record is asked next; null when nothing is expected of it.</summary>
    [Column("check_at")] public DateTimeOffset? CheckAt { get; init; }

    [Column("checks")] public int Checks { get; init; }

    [NotColumn] public Money Total => new(Amount, Currency);

    [NotColumn] public bool IsSettled => State is PaymentState.Succeeded or PaymentState.Cancelled;

    public Payment ToPayment() =>
        new(Id, Reference, Total, State, ActionUrl, Problem, new Money(Captured, Currency), new Money(Refunded, Currency));
}

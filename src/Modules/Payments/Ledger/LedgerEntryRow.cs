using LinqToDB.Mapping;

namespace GigGatek.Payments.Ledger;

/// <summary>One line of a transaction in the ledger. Written once, never changed.</summary>
[Table("payments_ledger_entries")]
internal sealed record LedgerEntryRow
{
    /// <summary>Named for what happened (<c>capture:42</c>), so that nothing can be booked twice.</summary>
    [Column("transaction_id"), PrimaryKey(0)] public string TransactionId { get; init; } = "";

    [Column("line"), PrimaryKey(1)] public int Line { get; init; }
    [Column("payment_id")] public long PaymentId { get; init; }
    [Column("account")] public string Account { get; init; } = "";

    /// <summary>Minor units; debits are positive, credits negative.</summary>
    [Column("amount")] public long Amount { get; init; }

    [Column("currency")] public string Currency { get; init; } = "";
    [Column("at")] public DateTimeOffset At { get; init; }
    [Column("reference")] public string Reference { get; init; } = "";
}

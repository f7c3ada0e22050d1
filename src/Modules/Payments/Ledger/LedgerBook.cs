using GigGatek.Contracts;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Ledger;

/// <summary>Writing to and reading from the ledger, within the transaction of what is booked.</summary>
internal static class LedgerBook
{
    private const int MaxReference = 200;

    /// <summary>Books once: the key of the entries refuses the same transaction a second time.</summary>
    public static Task Post(this PaymentsDb db, Posting posting, DateTimeOffset at, string reference, CancellationToken ct) =>
        db.InsertManyAsync(
            db.LedgerEntries,
            posting.Lines.Select((line, number) => new LedgerEntryRow
            {
                TransactionId = posting.TransactionId,
                Line = number,
                PaymentId = posting.PaymentId,
                Account = line.Account,
                Amount = line.Amount.Minor,
                Currency = line.Amount.Currency,
                At = at,
                Reference = reference.Length > MaxReference ? reference[..MaxReference] : reference,
            }),
            ct);

    public static Task<bool> IsBooked(this PaymentsDb db, string transactionId, CancellationToken ct) =>
        db.LedgerEntries.AnyAsync(entry => entry.TransactionId == transactionId, ct);

    /// <summary>
    /// Makes bookings of one payment wait for each other, where an engine has many writers. The first statement of the
    /// transaction that reads the ledger.
    /// </summary>
    public static Task LockPayment(this PaymentsDb db, long paymentId, CancellationToken ct) =>
        db.Payments.Where(row => row.Id == paymentId).Set(row => row.Refunded, row => row.Refunded).UpdateAsync(ct);

    /// <summary>What the shop still owes of a payment. Zero for one that was never captured.</summary>
    public static async Task<Money> DepositsOf(this PaymentsDb db, long paymentId, string currency, CancellationToken ct)
    {
        var amounts = await db.LedgerEntries
            .Where(entry => entry.PaymentId == paymentId && entry.Account == LedgerAccounts.CustomerDeposits && entry.Currency == currency)
            .Select(entry => entry.Amount)
            .ToListAsync(ct);
        return new Money(-amounts.Sum(), currency);
    }

    /// <summary>What was booked as one transaction.</summary>
    public static async Task<IReadOnlyList<PostingLine>> LinesOf(this PaymentsDb db, string transactionId, CancellationToken ct)
    {
        var rows = await db.LedgerEntries.Where(entry => entry.TransactionId == transactionId).OrderBy(entry => entry.Line).ToListAsync(ct);
        return [.. rows.Select(row => new PostingLine(row.Account, new Money(row.Amount, row.Currency)))];
    }
}

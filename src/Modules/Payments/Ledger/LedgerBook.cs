using GigGatek.Contracts;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Ledger;

/// <summary>Writing to and reading from the ledger, within the transaction of what is booked.</summary>
internal static class LedgerBook
{
    private const int MaxReference = 200;

    /// <summary>Books once: the key of the entries refuses the same transaction a second time.</summary>
    public static async Task Post(this PaymentsDb db, Posting posting, DateTimeOffset at, string reference, CancellationToken ct)
    {
        for (var line = 0; line < posting.Lines.Count; line++)
        {
            var entry = new LedgerEntryRow
            {
                TransactionId = posting.TransactionId,
                Line = line,
                PaymentId = posting.PaymentId,
                Account = posting.Lines[line].Account,
                Amount = posting.Lines[line].Amount.Minor,
                Currency = posting.Lines[line].Amount.Currency,
                At = at,
                Reference = reference.Length > MaxReference ? reference[..MaxReference] : reference,
            };
            await db.InsertAsync(entry, token: ct);
        }
    }

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
}

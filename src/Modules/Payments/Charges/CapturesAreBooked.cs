using GigGatek.Contracts.Payments;
using GigGatek.Payments.Ledger;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Charges;

/// <summary>Payments and ledger tell the same story about money that came in.</summary>
internal sealed class CapturesAreBooked(Sessions<PaymentsDb> sessions) : IInvariant
{
    public string Sentence => "Every succeeded payment captured its whole amount and has exactly one capture in the ledger; no other payment has one.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.ReadWhole();
        var broken = await Captures(db)
            .Where(pair => pair.Payment.Captured != pair.Booked || pair.Payment.Captured != (pair.Payment.State == PaymentState.Succeeded ? pair.Payment.Amount : 0))
            .OrderBy(pair => pair.Payment.Id).Take(10)
            .Select(pair => new { pair.Payment.Id, pair.Payment.State, pair.Payment.Captured, pair.Booked })
            .ToListAsync(ct);
        var orphans = await db.LedgerEntries
            .Where(entry => entry.TransactionId.StartsWith("capture:") && entry.Account == LedgerAccounts.ProviderReceivable && !db.Payments.Any(row => row.Id == entry.PaymentId))
            .OrderBy(entry => entry.TransactionId).Take(10)
            .Select(entry => entry.TransactionId)
            .ToListAsync(ct);
        return new InvariantReport(
            await db.Payments.LongCountAsync(ct),
            [
                .. broken.Select(row => $"Payment {row.Id} ({row.State}) captured {row.Captured}, and the ledger has {row.Booked}."),
                .. orphans.Select(transaction => $"Ledger transaction {transaction} belongs to no payment."),
            ]);
    }

    private static IQueryable<CaptureAndBooking> Captures(PaymentsDb db)
    {
        var bookings = db.LedgerEntries.Where(entry => entry.Account == LedgerAccounts.ProviderReceivable && entry.TransactionId.StartsWith("capture:"))
            .GroupBy(entry => entry.PaymentId)
            .Select(same => new { PaymentId = same.Key, Amount = same.Sum(entry => entry.Amount) });
        return from payment in db.Payments
               from own in bookings.LeftJoin(own => own.PaymentId == payment.Id)
               select new CaptureAndBooking { Payment = payment, Booked = (long?)own.Amount ?? 0 };
    }

    private sealed class CaptureAndBooking
    {
        public PaymentRow Payment { get; init; } = null!;
        public long Booked { get; init; }
    }
}

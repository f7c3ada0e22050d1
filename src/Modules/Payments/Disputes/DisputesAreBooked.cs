using GigGatek.Contracts.Payments;
using GigGatek.Payments.Ledger;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Disputes;

/// <summary>Disputes and ledger tell the same story about money that banks took back.</summary>
internal sealed class DisputesAreBooked(Sessions<PaymentsDb> sessions) : IInvariant
{
    private const int Most = 20;

    public string Sentence => "The money of every open dispute is held apart in the ledger, that of a lost one is booked as lost, and no other is.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.Read();
        var sums = from dispute in db.Disputes
                   select new
                   {
                       dispute.Id,
                       dispute.State,
                       Held = db.LedgerEntries.Where(entry => entry.PaymentId == dispute.PaymentId && entry.Account == LedgerAccounts.DisputedFunds).Sum(entry => (long?)entry.Amount) ?? 0,
                       Lost = db.LedgerEntries.Where(entry => entry.PaymentId == dispute.PaymentId && entry.Account == LedgerAccounts.DisputeLosses).Sum(entry => (long?)entry.Amount) ?? 0,
                       MustBeHeld = db.Disputes.Where(other => other.PaymentId == dispute.PaymentId && other.State == DisputeState.Open).Sum(other => (long?)other.Amount) ?? 0,
                       MustBeLost = db.Disputes.Where(other => other.PaymentId == dispute.PaymentId && other.State == DisputeState.Lost).Sum(other => (long?)other.Amount) ?? 0,
                   };
        var wrong = await sums.Where(row => row.Held != row.MustBeHeld || row.Lost != row.MustBeLost).OrderBy(row => row.Id).Take(Most).ToListAsync(ct);
        return new InvariantReport(
            await db.Disputes.LongCountAsync(ct),
            [.. wrong.Select(row => $"Dispute {row.Id} is {row.State}; the ledger holds {row.Held} instead of {row.MustBeHeld} and has lost {row.Lost} instead of {row.MustBeLost}.")]);
    }
}

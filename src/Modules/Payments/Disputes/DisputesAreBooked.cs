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
        await using var db = sessions.ReadWhole();
        var entries = db.LedgerEntries.Where(entry => entry.Account == LedgerAccounts.DisputedFunds || entry.Account == LedgerAccounts.DisputeLosses)
            .GroupBy(entry => entry.PaymentId)
            .Select(same => new
            {
                PaymentId = same.Key,
                Held = same.Sum(entry => entry.Account == LedgerAccounts.DisputedFunds ? entry.Amount : 0),
                Lost = same.Sum(entry => entry.Account == LedgerAccounts.DisputeLosses ? entry.Amount : 0),
            });
        var all = db.Disputes.GroupBy(dispute => dispute.PaymentId)
            .Select(same => new
            {
                PaymentId = same.Key,
                Open = same.Sum(dispute => dispute.State == DisputeState.Open ? dispute.Amount : 0),
                Lost = same.Sum(dispute => dispute.State == DisputeState.Lost ? dispute.Amount : 0),
            });
        var sums = from dispute in db.Disputes
                   join told in all on dispute.PaymentId equals told.PaymentId
                   from booked in entries.LeftJoin(booked => booked.PaymentId == dispute.PaymentId)
                   select new
                   {
                       dispute.Id,
                       dispute.State,
                       Held = (long?)booked.Held ?? 0,
                       Lost = (long?)booked.Lost ?? 0,
                       MustBeHeld = told.Open,
                       MustBeLost = told.Lost,
                   };
        var wrong = await sums.Where(row => row.Held != row.MustBeHeld || row.Lost != row.MustBeLost).OrderBy(row => row.Id).Take(Most).ToListAsync(ct);
        return new InvariantReport(
            await db.Disputes.LongCountAsync(ct),
            [.. wrong.Select(row => $"Dispute {row.Id} is {row.State}; the ledger holds {row.Held} instead of {row.MustBeHeld} and has lost {row.Lost} instead of {row.MustBeLost}.")]);
    }
}

using GigGatek.Contracts.Payments;
using GigGatek.Payments.Charges;
using GigGatek.Payments.Ledger;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Refunds;

/// <summary>Payments, refunds and ledger tell the same story about money that went back.</summary>
internal sealed class RefundsAreCovered(Sessions<PaymentsDb> sessions) : IInvariant
{
    public string Sentence => "No payment is refunded more than it captured, and captured minus refunded is what the ledger says, disputed money included.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.ReadWhole();
        var broken = await Sums(db)
            .Where(sums => sums.Payment.Refunded > sums.Payment.Captured
                || sums.Payment.Refunded != sums.Pending + sums.Succeeded
                || sums.Payment.Captured - sums.Succeeded != sums.Receivable)
            .OrderBy(sums => sums.Payment.Id).Take(20)
            .Select(sums => new { sums.Payment.Id, sums.Payment.Captured, sums.Payment.Refunded, sums.Pending, sums.Succeeded, sums.Receivable })
            .ToListAsync(ct);
        return new InvariantReport(
            await db.Refunds.LongCountAsync(ct),
            [
                .. broken.Select(row =>
                    $"Payment {row.Id} captured {row.Captured} and counts {row.Refunded} as refunded; its refunds come to {row.Succeeded} and {row.Pending} pending, and the ledger keeps {row.Receivable}."),
            ]);
    }

    private static IQueryable<RefundSums> Sums(PaymentsDb db)
    {
        var refunds = db.Refunds.GroupBy(row => row.PaymentId).Select(same => new
        {
            PaymentId = same.Key,
            Pending = same.Sum(row => row.State == RefundState.Pending ? row.Amount : 0),
            Succeeded = same.Sum(row => row.State == RefundState.Succeeded ? row.Amount : 0),
        });
        var entries = db.LedgerEntries
            .Where(entry => entry.Account == LedgerAccounts.ProviderReceivable || entry.Account == LedgerAccounts.DisputedFunds || entry.Account == LedgerAccounts.DisputeLosses)
            .GroupBy(entry => entry.PaymentId)
            .Select(same => new { PaymentId = same.Key, Amount = same.Sum(entry => entry.Amount) });
        return from payment in db.Payments
               from back in refunds.LeftJoin(back => back.PaymentId == payment.Id)
               from kept in entries.LeftJoin(kept => kept.PaymentId == payment.Id)
               select new RefundSums
               {
                   Payment = payment,
                   Pending = (long?)back.Pending ?? 0,
                   Succeeded = (long?)back.Succeeded ?? 0,
                   Receivable = (long?)kept.Amount ?? 0,
               };
    }

    private sealed class RefundSums
    {
        public PaymentRow Payment { get; init; } = null!;
        public long Pending { get; init; }
        public long Succeeded { get; init; }
        public long Receivable { get; init; }
    }
}

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
        await using var db = sessions.Read();
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

    private static IQueryable<RefundSums> Sums(PaymentsDb db) =>
        from payment in db.Payments
        select new RefundSums
        {
            Payment = payment,
            Pending = db.Refunds.Where(row => row.PaymentId == payment.Id && row.State == RefundState.Pending).Sum(row => (long?)row.Amount) ?? 0,
            Succeeded = db.Refunds.Where(row => row.PaymentId == payment.Id && row.State == RefundState.Succeeded).Sum(row => (long?)row.Amount) ?? 0,
            Receivable = db.LedgerEntries
                .Where(entry => entry.PaymentId == payment.Id
                    && (entry.Account == LedgerAccounts.ProviderReceivable || entry.Account == LedgerAccounts.DisputedFunds || entry.Account == LedgerAccounts.DisputeLosses))
                .Sum(entry => (long?)entry.Amount) ?? 0,
        };

    private sealed class RefundSums
    {
        public PaymentRow Payment { get; init; } = null!;
        public long Pending { get; init; }
        public long Succeeded { get; init; }
        public long Receivable { get; init; }
    }
}

using GigGatek.Contracts.Payments;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Refunds;

/// <summary>A refund that hangs is somebody waiting for his money.</summary>
internal sealed class RefundsMoveOn(Sessions<PaymentsDb> sessions, TimeProvider clock) : IInvariant
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public string Sentence => "No refund has been pending for more than an hour.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Patience;
        await using var db = sessions.ReadWhole();
        var stuck = await db.Refunds.Where(row => row.State == RefundState.Pending && row.RequestedAt < since)
            .OrderBy(row => row.Id).Take(20).Select(row => new { row.Id, row.PaymentId }).ToListAsync(ct);
        return new InvariantReport(
            await db.Refunds.LongCountAsync(row => row.State == RefundState.Pending, ct),
            [.. stuck.Select(row => $"Refund {row.Id} of payment {row.PaymentId} has been pending for more than an hour.")]);
    }
}

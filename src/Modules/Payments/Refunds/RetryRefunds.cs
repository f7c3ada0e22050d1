using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Refunds;

/// <summary>Goes on with refunds that are not settled: the provider was away, or is taking its time.</summary>
internal sealed class RetryRefunds(Sessions<PaymentsDb> sessions, TryRefund attempt, TimeProvider clock) : IJob
{
    private const int BatchSize = 50;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var refund in await FindDue(ct))
        {
            if (await sessions.WriteAsync(db => TryClaim(db, refund, ct), ct))
            {
                await attempt.Handle(refund, ct);
            }
        }
    }

    private async Task<List<RefundRow>> FindDue(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = sessions.Read();
        return await db.Refunds.Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).ThenBy(row => row.Id).Take(BatchSize).ToListAsync(ct);
    }

    /// <summary>Whoever sets the next time has this one.</summary>
    private async Task<bool> TryClaim(PaymentsDb db, RefundRow refund, CancellationToken ct)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 5 * Math.Pow(2, Math.Min(refund.Attempts, 20))));
        return await db.Refunds.Where(row => row.Id == refund.Id && row.DueAt == refund.DueAt)
            .Set(row => row.DueAt, clock.GetUtcNow() + pause).Set(row => row.Attempts, refund.Attempts + 1)
            .UpdateAsync(ct) == 1;
    }
}

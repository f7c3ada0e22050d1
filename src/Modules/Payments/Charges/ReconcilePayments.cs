using GigGatek.Contracts.Payments;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments.Charges;

/// <summary>
/// Asks the provider about payments that were tried and are not settled, in case no webhook comes: soon at first, then
/// ever less often.
/// </summary>
internal sealed class ReconcilePayments(Sessions<PaymentsDb> sessions, RefreshPaymentHandler refresh, IOptions<PaymentsOptions> options, TimeProvider clock) : IJob
{
    private const int BatchSize = 50;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>After that an open payment waits for its shopper, not for the provider.</summary>
    private static readonly TimeSpan OpenIsWatched = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var payment in await FindDue(ct))
        {
            if (await sessions.WriteAsync(db => TryClaim(db, payment, ct), ct))
            {
                await refresh.Handle(payment, ct);
            }
        }
    }

    private async Task<List<PaymentRow>> FindDue(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = sessions.Read();
        return await db.Payments.Where(row => row.CheckAt <= now).OrderBy(row => row.CheckAt).ThenBy(row => row.Id).Take(BatchSize).ToListAsync(ct);
    }

    /// <summary>Whoever sets the next time has this one.</summary>
    private async Task<bool> TryClaim(PaymentsDb db, PaymentRow payment, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var pause = options.Value.ReconcileAfterSeconds * Math.Pow(2, Math.Min(payment.Checks, 20));
        var next = payment.State == PaymentState.Open && now - payment.ChangedAt > OpenIsWatched
            ? (DateTimeOffset?)null
            : now.AddSeconds(Math.Min(pause, LongestPause.TotalSeconds));
        return await db.Payments
            .Where(row => row.Id == payment.Id && row.Version == payment.Version && row.CheckAt == payment.CheckAt)
            .Set(row => row.CheckAt, next).Set(row => row.Checks, payment.Checks + 1)
            .UpdateAsync(ct) == 1;
    }
}

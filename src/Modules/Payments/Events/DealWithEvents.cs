using GigGatek.Payments.Charges;
using GigGatek.Payments.Disputes;
using GigGatek.Payments.Providers;
using GigGatek.Payments.Refunds;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Logging;

namespace GigGatek.Payments.Events;

/// <summary>
/// Takes each event as a hint where to look, and settles what the provider's record says now. So the order of events does not
/// matter, nor what they claim. One that cannot be looked up comes again, ever less often.
/// </summary>
internal sealed partial class DealWithEvents(
    Sessions<PaymentsDb> sessions, IPaymentProvider provider, EventOutcomes outcomes, TimeProvider clock, ILogger<DealWithEvents> log) : IJob
{
    private const int BatchSize = 100;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var row in await FindDue(ct))
        {
            if (await TryClaim(row, ct))
            {
                await DealWith(row, ct);
            }
        }
    }

    private async Task DealWith(ProviderEventRow row, CancellationToken ct)
    {
        try
        {
            if (await FindPayment(row.Intent, ct) is { } payment)
            {
                await Settle(payment, row, ct);
            }
            else
            {
                LogForeign(row.EventId);    // of another shop on the same account, or of a payment that was never tried here
            }
        }
        catch (ProviderUnavailableException failure)
        {
            LogUnavailable(failure, row.EventId);
            return;
        }

        await sessions.WriteAsync(
            db => db.ProviderEvents.Where(other => other.EventId == row.EventId).Set(other => other.DueAt, (DateTimeOffset?)null).UpdateAsync(ct), ct);
    }

    /// <summary>A refund or a dispute tells that the payment was made, too.</summary>
    private async Task Settle(PaymentRow payment, ProviderEventRow row, CancellationToken ct)
    {
        if (!payment.IsSettled)
        {
            payment = await outcomes.Payments.Handle(payment, await provider.GetAsync(row.Intent, ct), null, ct);
        }

        if (row is { SubjectKind: EventSubjectKind.Refund, Subject: { } refundId })
        {
            await outcomes.Refunds.Handle(payment, await provider.Events!.GetRefundAsync(refundId, ct), ct);
        }
        else if (row is { SubjectKind: EventSubjectKind.Dispute, Subject: { } disputeId })
        {
            await outcomes.Disputes.Handle(payment, await provider.Events!.GetDisputeAsync(disputeId, ct), ct);
        }
    }

    private async Task<List<ProviderEventRow>> FindDue(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = sessions.Read();
        return await db.ProviderEvents.Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).ThenBy(row => row.EventId).Take(BatchSize).ToListAsync(ct);
    }

    private async Task<PaymentRow?> FindPayment(string intent, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Payments.Where(row => row.Intent == intent).FindAsync(ct);
    }

    /// <summary>Whoever sets the next time has this one. It is also when it comes again should he not come back.</summary>
    private async Task<bool> TryClaim(ProviderEventRow row, CancellationToken ct)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 5 * Math.Pow(2, Math.Min(row.Attempts, 20))));
        return await sessions.WriteAsync(
            db => db.ProviderEvents.Where(other => other.EventId == row.EventId && other.DueAt == row.DueAt)
                .Set(other => other.DueAt, clock.GetUtcNow() + pause).Set(other => other.Attempts, row.Attempts + 1)
                .UpdateAsync(ct),
            ct) == 1;
    }

    [LoggerMessage(LogLevel.Information, "Event {EventId} is about no payment of this shop")]
    private partial void LogForeign(string eventId);

    [LoggerMessage(LogLevel.Warning, "Event {EventId} comes again: the provider's record could not be read")]
    private partial void LogUnavailable(Exception failure, string eventId);
}

/// <summary>What an event can lead to.</summary>
internal sealed record EventOutcomes(SettlePayment Payments, TakeReportedRefund Refunds, SettleDispute Disputes);

using GigGatek.Contracts.Payments;
using GigGatek.Payments.Ledger;
using GigGatek.Payments.Providers;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Refunds;

/// <summary>The transitions of a refund: Pending to Succeeded or Failed, and Succeeded to Failed, with their ledger entries and events.</summary>
internal sealed class SettleRefund(Sessions<PaymentsDb> sessions, TimeProvider clock)
{
    /// <summary>How soon a refund that the provider is still working on is looked at.</summary>
    private static readonly TimeSpan NextLook = TimeSpan.FromSeconds(2);

    public async Task<RefundRow> Handle(RefundRow refund, ProviderRefund record, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var settled = refund with
        {
            State = record.State,
            ProviderRefund = record.Id,
            Problem = record.Problem,
            SettledAt = record.State == RefundState.Pending ? null : now,
            DueAt = record.State == RefundState.Pending ? now + NextLook : null,
        };
        if (await sessions.RepeatAsync(db => TrySettle(db, settled, now, ct), ct))
        {
            return settled;
        }

        await using var db = sessions.Read();
        return await db.Refunds.FirstAsync(row => row.Id == refund.Id, ct);
    }

    /// <summary>The bank sent back what had gone out.</summary>
    public Task SendBack(RefundRow refund, string? problem, CancellationToken ct) => sessions.RepeatAsync(
        async db =>
        {
            var moved = await db.Refunds.Where(row => row.Id == refund.Id && row.State == RefundState.Succeeded)
                .Set(row => row.State, RefundState.Failed).Set(row => row.Problem, problem).UpdateAsync(ct);
            if (moved == 0)
            {
                return false;
            }

            var now = clock.GetUtcNow();
            await db.Payments.Where(row => row.Id == refund.PaymentId).Set(row => row.Refunded, row => row.Refunded - refund.Amount).UpdateAsync(ct);
            await db.Post(Postings.RefundSentBack(refund.Id, refund.PaymentId, await db.LinesOf(Postings.RefundId(refund.Id), ct)), now, refund.Reason, ct);
            await db.PublishAsync(new RefundFailed(refund.Id, refund.PaymentId, refund.Total, problem ?? "The bank gave no reason.", now), ct);
            return true;
        },
        ct);

    private static async Task<bool> TrySettle(PaymentsDb db, RefundRow to, DateTimeOffset now, CancellationToken ct)
    {
        var moved = await db.Refunds.Where(row => row.Id == to.Id && row.State == RefundState.Pending)
            .Set(row => row.State, to.State)
            .Set(row => row.ProviderRefund, to.ProviderRefund)
            .Set(row => row.Problem, to.Problem)
            .Set(row => row.SettledAt, to.SettledAt)
            .Set(row => row.DueAt, to.DueAt)
            .UpdateAsync(ct);
        if (moved == 0)
        {
            return false;
        }

        if (to.State == RefundState.Succeeded)
        {
            await db.LockPayment(to.PaymentId, ct);
            var deposits = await db.DepositsOf(to.PaymentId, to.Currency, ct);
            await db.Post(Postings.Refund(to.Id, to.PaymentId, to.Total, deposits), now, to.Reason, ct);
            await db.PublishAsync(new RefundSucceeded(to.Id, to.PaymentId, to.Total, now), ct);
        }
        else if (to.State == RefundState.Failed)
        {
            await db.Payments.Where(row => row.Id == to.PaymentId).Set(row => row.Refunded, row => row.Refunded - to.Amount).UpdateAsync(ct);
            await db.PublishAsync(new RefundFailed(to.Id, to.PaymentId, to.Total, to.Problem ?? "The provider gave no reason.", now), ct);
        }

        return true;
    }
}

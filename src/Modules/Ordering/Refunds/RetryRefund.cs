using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Orders;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Ordering.Refunds;

/// <summary>
/// The owner has the bank asked once more for what it refused. Nothing repeats a refused refund by itself: the bank would
/// refuse again, and again. Each refusal can be followed by one try, which has an id of its own.
/// </summary>
internal sealed class RetryRefund(Sessions<OrderingDb> sessions, SendRefunds send, TimeProvider clock)
{
    public async Task<Result> Handle(Actor actor, long orderId, long refundId, CancellationToken ct)
    {
        var written = await sessions.WriteAsync(db => Write(db, actor, orderId, refundId, ct), ct);
        if (written.Succeeded)
        {
            await send.Handle(orderId, ct);
        }

        return written;
    }

    private async Task<Result> Write(OrderingDb db, Actor actor, long orderId, long refundId, CancellationToken ct)
    {
        var refused = await db.Refunds.Where(row => row.Id == refundId && row.OrderId == orderId && row.State == RefundState.Failed).ForUpdate().FindAsync(ct);
        if (refused is null || await db.FindStandingAsync(orderId, ct) is not { } order)
        {
            return Error.NotFound("The bank has refused no such refund of this order. Look at how it stands now.");
        }

        var now = clock.GetUtcNow();
        var retry = new RefundRow
        {
            Id = RefundIds.OfRetry(refused.Id), OrderId = orderId, Amount = refused.Amount, Reason = refused.Reason,
            State = RefundState.Pending, RequestedAt = now, RequestedDay = now.DayNumber(),
        };
        if (await db.Refunds.AnyAsync(row => row.Id == retry.Id, ct))
        {
            return Result.Done;
        }

        if (!await db.TryAddAsync(retry, ct))
        {
            return Error.Conflict("too_much", $"Only {order.Amounts.Total - order.Refunded} can still go back.");
        }

        var amount = new Money(refused.Amount, order.Refunded.Currency);
        await db.PublishAsync(new ChangeMade(actor, "order.refund_again", order.Number, $"{amount}, refused before: {refused.Problem}", now), ct);
        return Result.Done;
    }
}

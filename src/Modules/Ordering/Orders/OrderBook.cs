using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Discounts;
using GigGatek.Ordering.Refunds;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Orders;

/// <summary>The order book in the database. The row count of a conditional update decides who made a move.</summary>
internal sealed class OrderBook(Sessions<OrderingDb> sessions, Ids ids, TimeProvider clock) : IOrderBook
{
    public async Task<OrderStanding?> FindAsync(long orderId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.FindStandingAsync(orderId, ct);
    }

    public Task<bool> TryMoveAsync(OrderMove move, CancellationToken ct) => sessions.RepeatAsync(db => TryMove(db, move, ct), ct);

    public Task RefundRestAsync(long orderId, CancellationToken ct) =>
        sessions.RepeatAsync(
            async db =>
            {
                if (await db.LockStandingAsync(orderId, ct) is { State: OrderState.Cancelled or OrderState.Expired } order)
                {
                    await db.AddRestAsync(order, clock.GetUtcNow(), ct);
                }
            },
            ct);

    public async Task<IReadOnlyList<DueRefund>> ListDueRefundsAsync(long orderId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.ListDueAsync(orderId, ct);
    }

    public Task FinishRefundAsync(RefundOutcome outcome, CancellationToken ct) =>
        sessions.RepeatAsync(db => db.FinishAsync(outcome, ids.Next(), clock.GetUtcNow(), ct), ct);

    private async Task<bool> TryMove(OrderingDb db, OrderMove move, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await Update(db, move, now).UpdateAsync(ct) != 1)
        {
            return false;
        }

        await db.AddStepAsync(ids.Next(), move.OrderId, move.Step, now, ct);
        foreach (var happened in move.Events)
        {
            await db.PublishAsync(happened, ct);
        }

        if (move.RefundsRest && await db.FindStandingAsync(move.OrderId, ct) is { } order)
        {
            await db.AddRestAsync(order, now, ct);
        }

        if (move.GivesDiscountBack
            && await db.Orders.Where(row => row.Id == move.OrderId).Select(row => row.DiscountCode).FirstAsync(ct) is { } code)
        {
            await db.GiveBackAsync(code, ct);
        }

        return true;
    }

    private static LinqToDB.Linq.IUpdatable<OrderRow> Update(OrderingDb db, OrderMove move, DateTimeOffset now)
    {
        var update = db.Orders.Where(order => order.Id == move.OrderId && order.State == move.From)
            .Set(order => order.State, move.To).Set(order => order.UpdatedAt, now);
        if (move.BringsMoney)
        {
            update = update.Set(order => order.PaidDay, now.DayNumber());
        }

        if (move.EndReason is { } reason)
        {
            update = update.Set(order => order.EndReason, reason);
        }

        return move.Parcel is { } parcel
            ? update.Set(order => order.Carrier, parcel.Carrier).Set(order => order.TrackingNumber, parcel.TrackingNumber).Set(order => order.ShippedAt, parcel.ShippedAt)
            : update;
    }
}

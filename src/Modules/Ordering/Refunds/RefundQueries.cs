using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Orders;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Refunds;

/// <summary>Writing refunds down. The order's own column holds their sum and refuses, by a conditional update, more than its total.</summary>
internal static class RefundQueries
{
    /// <summary>False when less than that is left, or when it is there already.</summary>
    public static async Task<bool> TryAddAsync(this OrderingDb db, RefundRow refund, CancellationToken ct)
    {
        if (await db.Refunds.AnyAsync(row => row.Id == refund.Id, ct))
        {
            return false;
        }

        var taken = await db.Orders.Where(order => order.Id == refund.OrderId && order.Refunded + refund.Amount <= order.Total)
            .Set(order => order.Refunded, order => order.Refunded + refund.Amount).UpdateAsync(ct);
        if (taken != 1)
        {
            return false;
        }

        await db.InsertAsync(refund, token: ct);
        return true;
    }

    /// <summary>Everything that has not gone back yet, goes back.</summary>
    public static async Task AddRestAsync(this OrderingDb db, OrderStanding order, DateTimeOffset now, CancellationToken ct)
    {
        var rest = order.Amounts.Total - order.Refunded;
        if (rest.Minor > 0)
        {
            await db.TryAddAsync(
                new RefundRow
                {
                    Id = RefundIds.OfRest(order.Id, order.Refunded.Minor), OrderId = order.Id, Amount = rest.Minor,
                    Reason = "The order ended.", State = RefundState.Pending, RequestedAt = now, RequestedDay = now.DayNumber(),
                },
                ct);
        }
    }

    public static async Task<IReadOnlyList<DueRefund>> ListDueAsync(this OrderingDb db, long orderId, CancellationToken ct)
    {
        var rows = await (
            from refund in db.Refunds
            join order in db.Orders on refund.OrderId equals order.Id
            where refund.OrderId == orderId && refund.State == RefundState.Pending
            orderby refund.Id
            select new { refund.Id, refund.Amount, order.Currency, refund.Reason }).ToListAsync(ct);
        return [.. rows.Select(row => new DueRefund(row.Id, orderId, new Money(row.Amount, row.Currency), row.Reason))];
    }

    public static async Task<IReadOnlyList<RefusedRefund>> ListRefusedAsync(this OrderingDb db, long orderId, CancellationToken ct)
    {
        var rows = await (
            from refund in db.Refunds
            join order in db.Orders on refund.OrderId equals order.Id
            where refund.OrderId == orderId
            orderby refund.RequestedAt, refund.Id
            select new { refund.Id, refund.Amount, order.Currency, refund.State, refund.Problem, refund.RequestedAt }).ToListAsync(ct);
        return [.. from row in rows
                   where row.State == RefundState.Failed
                   let triedAgain = rows.Exists(other => other.Id == RefundIds.OfRetry(row.Id))
                   select new RefusedRefund(row.Id, new Money(row.Amount, row.Currency), row.Problem ?? "", row.RequestedAt, triedAgain)];
    }

    /// <summary>
    /// Notes how a refund ended, once; and once more when a bank sends back what had gone out. One that this module never
    /// asked for, made at the provider by hand, is added.
    /// </summary>
    public static async Task FinishAsync(this OrderingDb db, RefundOutcome outcome, long stepId, DateTimeOffset now, CancellationToken ct)
    {
        var finished = await db.Refunds.Where(row => row.Id == outcome.RefundId && (row.State == RefundState.Pending || (row.State == RefundState.Succeeded && !outcome.Succeeded)))
            .Set(row => row.State, outcome.Succeeded ? RefundState.Succeeded : RefundState.Failed).Set(row => row.Problem, outcome.Problem)
            .UpdateAsync(ct) == 1;
        if (!finished && !(outcome.Succeeded && await db.TryAddForeignAsync(outcome, now, ct)))
        {
            return;
        }

        if (outcome.Succeeded)
        {
            await db.PublishAsync(new OrderRefunded(outcome.OrderId, outcome.RefundId, outcome.Amount, now), ct);
            await db.AddStepAsync(stepId, outcome.OrderId, $"{outcome.Amount} refunded", now, ct);
            return;
        }

        await db.Orders.Where(order => order.Id == outcome.OrderId)
            .Set(order => order.Refunded, order => order.Refunded - outcome.Amount.Minor).UpdateAsync(ct);
        var number = await db.Orders.Where(order => order.Id == outcome.OrderId).Select(order => order.Number).FirstAsync(ct);
        await db.PublishAsync(new ChangeMade(Actor.System, "order.refund_failed", number, $"{outcome.Amount}: {outcome.Problem}", now), ct);
    }

    private static Task<bool> TryAddForeignAsync(this OrderingDb db, RefundOutcome outcome, DateTimeOffset now, CancellationToken ct) =>
        db.TryAddAsync(
            new RefundRow
            {
                Id = outcome.RefundId, OrderId = outcome.OrderId, Amount = outcome.Amount.Minor, Reason = "Refunded at the payment provider.",
                State = RefundState.Succeeded, RequestedAt = now, RequestedDay = now.DayNumber(),
            },
            ct);
}

using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Orders;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Verification;

/// <summary>What the checks compare with other modules.</summary>
/// <param name="Unsent">Part of <paramref name="Refunded"/> that the payments module may not have heard of yet.</param>
internal sealed record OrderFacts(long Id, string Number, OrderState State, long Total, long Refunded, long Unsent, DateTimeOffset PayBefore);

/// <summary>An order that seems wrong.</summary>
internal sealed record Suspicion(long OrderId, string Finding);

/// <summary>
/// Compares all orders with what other modules say of them. Those are other transactions, so in a shop that is open an
/// order may be caught between two steps: whoever looks wrong is looked at again before he is accused.
/// </summary>
internal sealed class WalkOrders(Sessions<OrderingDb> sessions, TimeProvider clock)
{
    private const int Batch = 500;
    private const int MaxFindings = 20;
    private const int Looks = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    /// <summary>Judges some orders; answers what seems wrong with them.</summary>
    public delegate Task<IReadOnlyList<Suspicion>> Judge(IReadOnlyList<OrderFacts> orders, CancellationToken ct);

    public async Task<InvariantReport> CheckAsync(Judge judge, CancellationToken ct)
    {
        var suspicions = new List<Suspicion>();
        long seen = 0;
        long last = 0;
        while (suspicions.Count < MaxFindings && await ListAfter(last, ct) is { Count: > 0 } orders)
        {
            seen += orders.Count;
            last = orders[^1].Id;
            suspicions.AddRange(await judge(orders, ct));
        }

        IReadOnlyList<Suspicion> left = [.. suspicions.Take(MaxFindings)];
        for (var look = 1; look < Looks && left.Count > 0; look++)
        {
            await Task.Delay(Pause, clock, ct);
            left = await judge(await ListByIds([.. left.Select(suspicion => suspicion.OrderId).Distinct()], ct), ct);
        }

        return new InvariantReport(seen, [.. left.Select(suspicion => suspicion.Finding).Take(MaxFindings)]);
    }

    private async Task<List<OrderFacts>> ListAfter(long last, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await Facts(db, db.Orders.Where(order => order.Id > last)).Take(Batch).ToListAsync(ct);
    }

    private async Task<List<OrderFacts>> ListByIds(List<long> ids, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await Facts(db, db.Orders.Where(order => ids.Contains(order.Id))).ToListAsync(ct);
    }

    private static IQueryable<OrderFacts> Facts(OrderingDb db, IQueryable<OrderRow> orders)
    {
        var unsent = db.Refunds.Where(refund => refund.State == RefundState.Pending).GroupBy(refund => refund.OrderId)
            .Select(same => new { OrderId = same.Key, Amount = same.Sum(refund => refund.Amount) });
        return from order in orders
               from own in unsent.LeftJoin(own => own.OrderId == order.Id)
               orderby order.Id
               select new OrderFacts(order.Id, order.Number, order.State, order.Total, order.Refunded, (long?)own.Amount ?? 0, order.PayBefore);
    }
}

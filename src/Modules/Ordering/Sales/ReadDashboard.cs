using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Orders;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Options;

namespace GigGatek.Ordering.Sales;

/// <summary>
/// How the shop does: four statements. An order counts on the day its money came, with all of it; what went back counts
/// as a refund on the day it was asked for.
/// </summary>
internal sealed class ReadDashboard(Sessions<OrderingDb> sessions, IOptions<ShopOptions> shop, TimeProvider clock)
{
    private const int Days = 30;
    private const int Sellers = 10;

    private static readonly OrderState[] Open = [OrderState.AwaitingPayment, OrderState.PaymentReceived, OrderState.Paid];

    public async Task<SalesDashboard> Handle(CancellationToken ct)
    {
        var today = clock.GetUtcNow().DayNumber();
        var first = today - Days + 1;
        await using var db = sessions.Read();
        var days = await ListDays(db, first, ct);
        var open = await db.Orders.Where(order => Open.Contains(order.State)).GroupBy(order => order.State)
            .Select(group => new { State = group.Key, Count = group.Count() }).ToListAsync(ct);
        return new SalesDashboard(
            days,
            [.. Open.Select(state => new OrdersInState(state, open.FirstOrDefault(row => row.State == state)?.Count ?? 0))],
            await ListSellers(db, first, ct),
            days[^1].Sales,
            days.Aggregate(In(0), (sum, day) => sum + day.Sales));
    }

    private async Task<List<SalesDay>> ListDays(OrderingDb db, int first, CancellationToken ct)
    {
        var sales = await db.Orders.Where(order => order.PaidDay >= first).GroupBy(order => order.PaidDay)
            .Select(group => new { Day = group.Key, Count = group.Count(), Sum = group.Sum(order => order.Total) }).ToListAsync(ct);
        var refunds = await db.Refunds.Where(refund => refund.RequestedDay >= first && refund.State != RefundState.Failed).GroupBy(refund => refund.RequestedDay)
            .Select(group => new { Day = group.Key, Sum = group.Sum(refund => refund.Amount) }).ToListAsync(ct);
        return [.. Enumerable.Range(first, Days).Select(day =>
        {
            var sold = sales.FirstOrDefault(row => row.Day == day);
            return new SalesDay(
                DateOnly.FromDayNumber(day), sold?.Count ?? 0, In(sold?.Sum ?? 0), In(refunds.FirstOrDefault(row => row.Day == day)?.Sum ?? 0));
        })];
    }

    private async Task<IReadOnlyList<TopSeller>> ListSellers(OrderingDb db, int first, CancellationToken ct)
    {
        var rows = await (
            from line in db.OrderLines
            join order in db.Orders on line.OrderId equals order.Id
            where order.PaidDay >= first && (order.State == OrderState.Paid || order.State == OrderState.Shipped)
            group line by new { line.Sku, line.Name } into sold
            orderby sold.Sum(line => line.Total) descending, sold.Key.Sku
            select new { sold.Key.Sku, sold.Key.Name, Units = sold.Sum(line => line.Quantity), Sum = sold.Sum(line => line.Total) })
            .Take(Sellers).ToListAsync(ct);
        return [.. rows.Select(row => new TopSeller(row.Sku, row.Name, row.Units, In(row.Sum)))];
    }

    private Money In(long minor) => new(minor, shop.Value.Currency);
}

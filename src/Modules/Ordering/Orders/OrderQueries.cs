using GigGatek.Contracts;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Ordering.Orders;

/// <summary>Small named pieces of reading and writing orders.</summary>
internal static class OrderQueries
{
    public static Task<OrderStanding?> FindStandingAsync(this OrderingDb db, long orderId, CancellationToken ct) =>
        FindStandingAsync(db.Orders.Where(order => order.Id == orderId), ct);

    /// <summary>As it stands until the unit of work ends.</summary>
    public static Task<OrderStanding?> LockStandingAsync(this OrderingDb db, long orderId, CancellationToken ct) =>
        FindStandingAsync(db.Orders.Where(order => order.Id == orderId).ForUpdate(), ct);

    private static async Task<OrderStanding?> FindStandingAsync(IQueryable<OrderRow> orders, CancellationToken ct)
    {
        var row = await orders
            .Select(order => new
            {
                order.Id, order.Number, order.State, order.Currency, order.NetGoods, order.NetShipping, order.Tax, order.Total, order.Refunded, order.PayBefore,
            })
            .FindAsync(ct);
        return row is null
            ? null
            : new OrderStanding(
                row.Id, row.Number, row.State,
                new OrderAmounts(
                    new Money(row.NetGoods, row.Currency), new Money(row.NetShipping, row.Currency), new Money(row.Tax, row.Currency), new Money(row.Total, row.Currency)),
                new Money(row.Refunded, row.Currency), row.PayBefore);
    }

    public static Task AddStepAsync(this OrderingDb db, long stepId, long orderId, string what, DateTimeOffset at, CancellationToken ct) =>
        db.InsertAsync(new OrderStepRow { Id = stepId, OrderId = orderId, What = what, At = at }, token: ct);

    /// <summary>The day of an instant in UTC.</summary>
    public static int DayNumber(this DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime).DayNumber;
}

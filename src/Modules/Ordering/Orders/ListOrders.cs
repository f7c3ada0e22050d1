using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Checkout;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Orders;

/// <summary>Lists of orders, newest first. Ids grow with time, so the id is the order and the place to go on from.</summary>
internal sealed class ListOrders(Sessions<OrderingDb> sessions, SealedDetails details, SignedTokens tokens)
{
    private const int OwnersPage = 50;
    private const int CustomersPage = 20;
    private const string CursorPurpose = "ordering.orders";

    /// <summary>An order has the id of its quote, which is a little older, and clocks differ: days bound the ids roughly, so that a list reads those rows alone.</summary>
    private static readonly TimeSpan IdsAge = TimeSpan.FromDays(1);

    public async Task<Page<OrderSummary>> OfCustomer(long customerId, string? cursor, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await Cut(db.Orders.Where(order => order.CustomerId == customerId), CustomersPage, cursor, ct);
    }

    public async Task<Page<OrderSummary>> Matching(OrderFilter filter, string? cursor, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await Cut(Narrow(db.Orders, filter), OwnersPage, cursor, ct);
    }

    /// <summary>Mail addresses are encrypted, so only a whole one is found, by its index.</summary>
    private IQueryable<OrderRow> Narrow(IQueryable<OrderRow> orders, OrderFilter filter)
    {
        if (filter.State is { } state)
        {
            orders = orders.Where(order => order.State == state);
        }

        if (filter.From is { } from)
        {
            var first = Ids.FirstAt(StartOf(from) - IdsAge);
            orders = orders.Where(order => order.PlacedDay >= from.DayNumber && order.Id >= first);
        }

        if (filter.To is { } to)
        {
            var next = Ids.FirstAt(StartOf(to).AddDays(1) + IdsAge);
            orders = orders.Where(order => order.PlacedDay <= to.DayNumber && order.Id < next);
        }

        if (string.IsNullOrWhiteSpace(filter.Text))
        {
            return orders;
        }

        var number = filter.Text.Trim().ToUpperInvariant();
        var indexes = details.EmailIndexes(filter.Text);
        return orders.Where(order => order.Number == number || indexes.Contains(order.EmailIndex));
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private async Task<Page<OrderSummary>> Cut(IQueryable<OrderRow> orders, int size, string? cursor, CancellationToken ct)
    {
        if (cursor is not null && tokens.Read<Cursor>(CursorPurpose, cursor) is { } after)
        {
            orders = orders.Where(order => order.Id < after.Id);
        }

        var rows = await orders.OrderByDescending(order => order.Id).Take(size + 1)
            .Select(order => new
            {
                order.Id, order.Number, order.SecretHash, order.SealedSecret, order.State, order.Currency, order.Total, order.Refunded, order.Units, order.PlacedAt, order.CustomerId,
            })
            .ToListAsync(ct);
        var shown = rows.Take(size).Select(row => new OrderSummary(
            row.Id, row.Number, details.OpenSecret(SealedDetails.Orders, row.Id, row.SealedSecret, row.SecretHash), row.State, new Money(row.Total, row.Currency), new Money(row.Refunded, row.Currency),
            row.Units, row.PlacedAt, IsGuest: row.CustomerId is null)).ToList();
        return new Page<OrderSummary>(shown, rows.Count > size ? tokens.Write(CursorPurpose, new Cursor(shown[^1].Id)) : null);
    }

    private sealed record Cursor(long Id);
}

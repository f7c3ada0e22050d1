using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Verification;

/// <summary>An order's parts make its total, and its lines make its parts.</summary>
internal sealed class OrdersAddUp(Sessions<OrderingDb> sessions) : IInvariant
{
    private const int Most = 20;

    public string Sentence => "Lines − discount + shipping + tax = total on every order, in the shopper's sums and in the books'.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.ReadWhole();
        var lines = db.OrderLines.GroupBy(line => line.OrderId)
            .Select(same => new { OrderId = same.Key, Total = same.Sum(line => line.Total), Units = same.Sum(line => line.Quantity) });
        var sums = from order in db.Orders
                   from own in lines.LeftJoin(own => own.OrderId == order.Id)
                   select new
                   {
                       order.Id,
                       order.Number,
                       order.Subtotal,
                       order.Discount,
                       order.Units,
                       Adds = order.Subtotal - order.Discount + order.Shipping + order.TaxAdded == order.Total,
                       Books = order.NetGoods + order.NetShipping + order.Tax == order.Total,
                       Back = order.Refunded >= 0 && order.Refunded <= order.Total,
                       Lines = (long?)own.Total ?? 0,
                       LineUnits = (int?)own.Units ?? 0,
                   };
        var wrong = await sums
            .Where(row => !row.Adds || !row.Books || !row.Back || row.Lines != row.Subtotal - row.Discount || row.LineUnits != row.Units)
            .OrderBy(row => row.Id).Take(Most).ToListAsync(ct);
        return new InvariantReport(
            await db.Orders.LongCountAsync(ct),
            [.. wrong.Select(row => $"Order {row.Number} does not add up: its lines come to {row.Lines} for {row.LineUnits} units, it says {row.Subtotal} − {row.Discount} for {row.Units}.")]);
    }
}

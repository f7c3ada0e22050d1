using GigGatek.Contracts.Payments;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Verification;

/// <summary>What an order says went back is the sum of its refunds.</summary>
internal sealed class RefundsAddUp(Sessions<OrderingDb> sessions) : IInvariant
{
    private const int Most = 20;

    public string Sentence => "What went back of an order is the sum of its refunds.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.ReadWhole();
        var refunds = db.Refunds.Where(refund => refund.State != RefundState.Failed).GroupBy(refund => refund.OrderId)
            .Select(same => new { OrderId = same.Key, Amount = same.Sum(refund => refund.Amount) });
        var sums = from order in db.Orders
                   from own in refunds.LeftJoin(own => own.OrderId == order.Id)
                   select new
                   {
                       order.Id,
                       order.Number,
                       order.Refunded,
                       Sum = (long?)own.Amount ?? 0,
                   };
        var wrong = await sums.Where(row => row.Sum != row.Refunded).OrderBy(row => row.Id).Take(Most).ToListAsync(ct);
        return new InvariantReport(
            await db.Refunds.LongCountAsync(ct),
            [.. wrong.Select(row => $"Order {row.Number} says that {row.Refunded} went back; its refunds come to {row.Sum}.")]);
    }
}

using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Verification;

/// <summary>A code's counter against the orders that used it.</summary>
internal sealed class DiscountUsesAgree(Sessions<OrderingDb> sessions) : IInvariant
{
    private const int Most = 20;

    public string Sentence => "Every discount code was used by as many orders as it counts, and never too often.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.Read();
        var counted = from discount in db.Discounts
                      select new
                      {
                          discount.Code,
                          discount.Uses,
                          discount.MaxUses,
                          Orders = db.Orders.Count(order =>
                              order.DiscountCode == discount.Code && order.State != OrderState.Cancelled && order.State != OrderState.Expired),
                      };
        var wrong = await counted.Where(row => row.Uses != row.Orders || row.Uses > row.MaxUses).OrderBy(row => row.Code).Take(Most).ToListAsync(ct);
        return new InvariantReport(
            await db.Discounts.LongCountAsync(ct), [.. wrong.Select(row => $"Code {row.Code} counts {row.Uses} uses; {row.Orders} orders have it.")]);
    }
}

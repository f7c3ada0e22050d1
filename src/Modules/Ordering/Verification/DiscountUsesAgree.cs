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
        await using var db = sessions.ReadWhole();
        var used = await db.Orders.Where(order => order.DiscountCode != null && order.State != OrderState.Cancelled && order.State != OrderState.Expired)
            .GroupBy(order => order.DiscountCode!).Select(same => new { Code = same.Key, Orders = same.Count() }).ToDictionaryAsync(same => same.Code, same => same.Orders, ct);
        var discounts = await db.Discounts.OrderBy(discount => discount.Code).Select(discount => new { discount.Code, discount.Uses, discount.MaxUses }).ToListAsync(ct);
        var wrong = discounts.Where(discount => discount.Uses != used.GetValueOrDefault(discount.Code) || discount.Uses > discount.MaxUses).Take(Most);
        return new InvariantReport(
            discounts.Count, [.. wrong.Select(discount => $"Code {discount.Code} counts {discount.Uses} uses; {used.GetValueOrDefault(discount.Code)} orders have it.")]);
    }
}

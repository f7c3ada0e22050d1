using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Discounts;

/// <summary>Uses of a code are counted by conditional updates, so that the last one is used once.</summary>
internal static class DiscountUses
{
    public static async Task<DiscountRow?> FindDiscountAsync(this OrderingDb db, string? code, CancellationToken ct) =>
        code is null ? null : await db.Discounts.FirstOrDefaultAsync(row => row.Code == code, ct);

    /// <summary>False when somebody else took the last use, or the code has ended.</summary>
    public static async Task<bool> TryUseAsync(this OrderingDb db, string code, DateTimeOffset now, CancellationToken ct) =>
        await db.Discounts
            .Where(row => row.Code == code && row.Active && (row.MaxUses == null || row.Uses < row.MaxUses))
            .Where(row => (row.From == null || row.From <= now) && (row.Until == null || row.Until > now))
            .Set(row => row.Uses, row => row.Uses + 1)
            .UpdateAsync(ct) == 1;

    /// <summary>Gives a use back, in the transaction that ends its order.</summary>
    public static Task GiveBackAsync(this OrderingDb db, string code, CancellationToken ct) =>
        db.Discounts.Where(row => row.Code == code).Set(row => row.Uses, row => row.Uses - 1).UpdateAsync(ct);
}

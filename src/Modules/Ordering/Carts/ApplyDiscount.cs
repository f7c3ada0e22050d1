using GigGatek.Contracts;
using GigGatek.Ordering.Discounts;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Ordering.Carts;

/// <summary>
/// Applies a code to a cart, or takes it off. A code whose minimum is not reached yet stays: the cart says what is missing.
/// </summary>
internal sealed class ApplyDiscount(Sessions<OrderingDb> sessions, TimeProvider clock)
{
    public Task<Result> Handle(string cartId, string? code, CancellationToken ct) =>
        sessions.RepeatAsync(db => Apply(db, cartId, string.IsNullOrWhiteSpace(code) ? null : DiscountRules.Canonical(code), ct), ct);

    private async Task<Result> Apply(OrderingDb db, string cartId, string? code, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (code is not null && DiscountRules.WhyNot(await db.FindDiscountAsync(code, ct), now) is { } reason)
        {
            return Error.Invalid("discount_refused", reason, "code");
        }

        var changed = await db.CartsOf(cartId)
            .Set(cart => cart.DiscountCode, code).Set(cart => cart.TouchedAt, now).UpdateAsync(ct);
        return changed == 1 ? Result.Done : CartLimits.NoCart;
    }
}

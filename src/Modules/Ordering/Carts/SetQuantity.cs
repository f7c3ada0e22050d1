using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Ordering.Carts;

/// <summary>Sets a line's quantity; 0 removes it.</summary>
internal sealed class SetQuantity(Sessions<OrderingDb> sessions, TimeProvider clock)
{
    public async Task<Result<CartChanged>> Handle(string cartId, string sku, int quantity, CancellationToken ct) =>
        quantity is < 0 or > CartLimits.MostOfOne
            ? CartLimits.TooMany
            : await sessions.RepeatAsync(db => Set(db, cartId, sku, quantity, ct), ct);

    private async Task<Result<CartChanged>> Set(OrderingDb db, string cartId, string sku, int quantity, CancellationToken ct)
    {
        if (await db.LockContentAsync(cartId, ct) is not { } cart)
        {
            return CartLimits.NoCart;
        }

        if (!cart.Quantities.TryGetValue(sku, out var already))
        {
            return quantity == 0 ? new CartChanged(cartId, cart.Units) : Error.NotFound("This article is not in the cart any more. Add it again.");
        }

        var line = db.CartLines.Where(line => line.CartId == cart.Id && line.Sku == sku);
        await (quantity == 0 ? line.DeleteAsync(ct) : line.Set(row => row.Quantity, quantity).UpdateAsync(ct));
        await db.TouchAsync(cart.Id, clock.GetUtcNow(), ct);
        return new CartChanged(cartId, cart.Units - already + quantity);
    }
}

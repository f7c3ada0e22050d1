using GigGatek.Ordering.Checkout;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Carts;

/// <summary>After signing in: the guest's lines join the customer's cart. Doing it again changes nothing.</summary>
internal sealed class MergeCarts(Sessions<OrderingDb> sessions, SealedDetails details, TimeProvider clock)
{
    public Task<string?> Handle(string? guestCartId, long customerId, CancellationToken ct) =>
        sessions.RepeatAsync(db => Merge(db, guestCartId, customerId, ct), ct);

    private async Task<string?> Merge(OrderingDb db, string? guestCartId, long customerId, CancellationToken ct)
    {
        // A cart that belongs to another customer is left alone: its cookie stayed behind on a shared computer.
        var guest = guestCartId is null
            ? null
            : await db.CartsOf(guestCartId).Where(cart => cart.CustomerId == null).ForUpdate().FirstOrDefaultAsync(ct);
        var own = await db.Carts.Where(cart => cart.CustomerId == customerId).ForUpdate().FirstOrDefaultAsync(ct);
        if (guest is null)
        {
            return own is null ? null : details.OpenSecret(own);
        }

        return own is null ? await Adopt(db, guest, customerId, ct) : await Join(db, guest, own, ct);
    }

    private async Task<string?> Adopt(OrderingDb db, CartRow guest, long customerId, CancellationToken ct)
    {
        var secret = Secrets.NewToken();
        await db.Carts.Where(cart => cart.Id == guest.Id)
            .Set(cart => cart.CustomerId, customerId).Set(cart => cart.SecretHash, Secrets.Hash(secret))
            .Set(cart => cart.SealedSecret, details.SealSecret(SealedDetails.Carts, guest.Id, secret)).Set(cart => cart.TouchedAt, clock.GetUtcNow())
            .UpdateAsync(ct);
        return secret;
    }

    private async Task<string?> Join(OrderingDb db, CartRow guest, CartRow own, CancellationToken ct)
    {
        var merged = Merge(own.Id, await db.ListLinesAsync(own.Id, ct), await db.ListLinesAsync(guest.Id, ct));
        await db.CartLines.Where(line => line.CartId == own.Id || line.CartId == guest.Id).DeleteAsync(ct);
        await db.InsertManyAsync(db.CartLines, merged, ct);
        await db.Carts.Where(cart => cart.Id == guest.Id).DeleteAsync(ct);
        await db.Carts.Where(cart => cart.Id == own.Id)
            .Set(cart => cart.DiscountCode, guest.DiscountCode ?? own.DiscountCode).Set(cart => cart.TouchedAt, clock.GetUtcNow())
            .UpdateAsync(ct);
        return details.OpenSecret(own);
    }

    /// <summary>The larger quantity wins; the customer's own lines come first when there are too many.</summary>
    internal static IReadOnlyList<CartLineRow> Merge(long cartId, IEnumerable<CartLineRow> own, IEnumerable<CartLineRow> guest) =>
        [.. own.Concat(guest).GroupBy(line => line.Sku)
            .Select(group => group.MaxBy(line => line.Quantity)!)
            .Select(line => new CartLineRow
            {
                CartId = cartId, Sku = line.Sku, Quantity = line.Quantity, PriceWhenAdded = line.PriceWhenAdded, AddedAt = line.AddedAt,
            })
            .Take(CartLimits.MostLines)];
}

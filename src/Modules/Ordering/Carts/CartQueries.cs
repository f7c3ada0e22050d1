using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Carts;

/// <summary>A cart with its lines, in the order they were added.</summary>
internal sealed record StoredCart(CartRow Cart, IReadOnlyList<CartLineRow> Lines);

/// <summary>Small named reads of carts.</summary>
internal static class CartQueries
{
    /// <summary>By what the cookie holds.</summary>
    public static IQueryable<CartRow> CartsOf(this OrderingDb db, string secret)
    {
        var hash = Secrets.Hash(secret);
        return db.Carts.Where(cart => cart.SecretHash == hash);
    }

    /// <summary>In one statement: every step of a checkout begins with it.</summary>
    public static async Task<StoredCart?> FindCartAsync(this OrderingDb db, string secret, CancellationToken ct)
    {
        var rows = await (
            from cart in db.CartsOf(secret)
            from line in db.CartLines.Where(line => line.CartId == cart.Id).DefaultIfEmpty()
            orderby line.AddedAt, line.Sku
            select new { Cart = cart, Line = (CartLineRow?)line }).ToListAsync(ct);
        return rows.Count == 0 ? null : new StoredCart(rows[0].Cart, [.. rows.Select(row => row.Line).OfType<CartLineRow>()]);
    }

    public static Task<List<CartLineRow>> ListLinesAsync(this OrderingDb db, long cartId, CancellationToken ct) =>
        db.CartLines.Where(line => line.CartId == cartId).OrderBy(line => line.AddedAt).ThenBy(line => line.Sku).ToListAsync(ct);

    public static async Task<int> CountUnitsAsync(this OrderingDb db, string secret, CancellationToken ct) =>
        await (from cart in db.CartsOf(secret)
               join line in db.CartLines on cart.Id equals line.CartId
               select (int?)line.Quantity).SumAsync(ct) ?? 0;

    /// <summary>
    /// Id and quantities by SKU, in one statement, locked until the unit of work ends: of two changes at once the second sees
    /// the first. Null when there is no such cart.
    /// </summary>
    public static async Task<CartContent?> LockContentAsync(this OrderingDb db, string secret, CancellationToken ct)
    {
        var rows = await (
            from cart in db.CartsOf(secret)
            from line in db.CartLines.Where(line => line.CartId == cart.Id).DefaultIfEmpty()
            select new { cart.Id, Sku = (string?)line.Sku, Quantity = (int?)line.Quantity }).ForUpdate().ToListAsync(ct);
        return rows.Count == 0
            ? null
            : new CartContent(rows[0].Id, secret, rows.Where(row => row.Sku is not null).ToDictionary(row => row.Sku!, row => row.Quantity ?? 0));
    }

    public static Task TouchAsync(this OrderingDb db, long cartId, DateTimeOffset now, CancellationToken ct) =>
        db.Carts.Where(cart => cart.Id == cartId).Set(cart => cart.TouchedAt, now).UpdateAsync(ct);
}

/// <summary>What is in a cart, for a change of it.</summary>
internal sealed record CartContent(long Id, string Secret, IReadOnlyDictionary<string, int> Quantities)
{
    public int Units => Quantities.Values.Sum();
}

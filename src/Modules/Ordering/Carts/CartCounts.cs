using GigGatek.Platform;
using GigGatek.Platform.Caching;
using GigGatek.Platform.Data;

namespace GigGatek.Ordering.Carts;

/// <summary>
/// Units in carts, for the badge on every page. Remembered in Redis only: a cart may be changed at one process and shown by
/// another the next moment. Nothing is sold by it.
/// </summary>
internal sealed class CartCounts(Sessions<OrderingDb> sessions, ShopCache cache)
{
    private static readonly CacheRule Shared = CacheRule.InRedis(TimeSpan.FromMinutes(10));

    public ValueTask<int> Count(string cartId, CancellationToken ct) =>
        cache.GetAsync(NameOf(cartId), Shared, (sessions, cartId), static (cart, ct) => Load(cart.sessions, cart.cartId, ct), ct);

    /// <summary>Call it after the commit of a change.</summary>
    public Task Forget(string cartId) => cache.ForgetAsync(NameOf(cartId));

    private static async ValueTask<int> Load(Sessions<OrderingDb> sessions, string cartId, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return await db.CountUnitsAsync(cartId, ct);
    }

    private static string NameOf(string cartId) => "ordering:cart-count:" + Secrets.Hash(cartId);
}

using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Checkout;

/// <summary>
/// Earlier versions stored the secrets of carts and orders as they are. Once after each start this seals what is left of
/// those; of two processes that meet at a row, one does it.
/// </summary>
internal sealed class SealOldSecrets(Sessions<OrderingDb> sessions, SealedDetails details) : IJob
{
    private const int Batch = 200;
    private bool _done;

    public async Task RunAsync(CancellationToken ct)
    {
        for (long? after = _done ? null : 0; after is not null;)
        {
            after = await SealOrders(after.Value, ct);
        }

        for (long? after = _done ? null : 0; after is not null;)
        {
            after = await SealCarts(after.Value, ct);
        }

        _done = true;
    }

    private async Task<long?> SealOrders(long after, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var plain = await db.Orders.Where(order => order.Id > after && order.SealedSecret == null).OrderBy(order => order.Id).Take(Batch)
            .Select(order => new { order.Id, Secret = order.SecretHash }).ToListAsync(ct);
        foreach (var order in plain)
        {
            await sessions.WriteAsync(
                write => write.Orders.Where(row => row.Id == order.Id && row.SecretHash == order.Secret && row.SealedSecret == null)
                    .Set(row => row.SecretHash, Secrets.Hash(order.Secret))
                    .Set(row => row.SealedSecret, details.SealSecret(SealedDetails.Orders, order.Id, order.Secret))
                    .UpdateAsync(ct),
                ct);
        }

        return plain.Count < Batch ? null : plain[^1].Id;
    }

    private async Task<long?> SealCarts(long after, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var plain = await db.Carts.Where(cart => cart.Id > after && cart.SealedSecret == null).OrderBy(cart => cart.Id).Take(Batch)
            .Select(cart => new { cart.Id, Secret = cart.SecretHash }).ToListAsync(ct);
        foreach (var cart in plain)
        {
            await sessions.WriteAsync(
                write => write.Carts.Where(row => row.Id == cart.Id && row.SecretHash == cart.Secret && row.SealedSecret == null)
                    .Set(row => row.SecretHash, Secrets.Hash(cart.Secret))
                    .Set(row => row.SealedSecret, details.SealSecret(SealedDetails.Carts, cart.Id, cart.Secret))
                    .UpdateAsync(ct),
                ct);
        }

        return plain.Count < Batch ? null : plain[^1].Id;
    }
}

using GigGatek.Ordering.Carts;
using GigGatek.Ordering.Orders;
using GigGatek.Platform;
using GigGatek.Platform.Migrations.Backfills;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Checkout;

/// <summary>Earlier versions stored the secrets of orders as they are.</summary>
internal sealed class SealOrderSecrets(SealedDetails details) : IFiller<OrderingDb, OrderRow>
{
    public async Task<int> FillAsync(OrderingDb db, IQueryable<OrderRow> rows, CancellationToken ct)
    {
        var filled = 0;
        foreach (var order in await rows.Select(row => new { row.Id, Secret = row.SecretHash }).ToListAsync(ct))
        {
            filled += await rows.Where(row => row.Id == order.Id && row.SecretHash == order.Secret)
                .Set(row => row.SecretHash, Secrets.Hash(order.Secret))
                .Set(row => row.SealedSecret, details.SealSecret(SealedDetails.Orders, order.Id, order.Secret))
                .UpdateAsync(ct);
        }

        return filled;
    }
}

/// <summary>Earlier versions stored the secrets of carts as they are.</summary>
internal sealed class SealCartSecrets(SealedDetails details) : IFiller<OrderingDb, CartRow>
{
    public async Task<int> FillAsync(OrderingDb db, IQueryable<CartRow> rows, CancellationToken ct)
    {
        var filled = 0;
        foreach (var cart in await rows.Select(row => new { row.Id, Secret = row.SecretHash }).ToListAsync(ct))
        {
            filled += await rows.Where(row => row.Id == cart.Id && row.SecretHash == cart.Secret)
                .Set(row => row.SecretHash, Secrets.Hash(cart.Secret))
                .Set(row => row.SealedSecret, details.SealSecret(SealedDetails.Carts, cart.Id, cart.Secret))
                .UpdateAsync(ct);
        }

        return filled;
    }
}

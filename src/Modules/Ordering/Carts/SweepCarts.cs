using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Options;

namespace GigGatek.Ordering.Carts;

/// <summary>Takes away carts that nobody has changed for long, and with them what was told in their checkout.</summary>
internal sealed class SweepCarts(Sessions<OrderingDb> sessions, IOptions<OrderingOptions> options, TimeProvider clock) : IJob
{
    private const int Batch = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().AddDays(-options.Value.CartDays);
        while (await sessions.WriteAsync(db => Sweep(db, before, ct), ct) == Batch)
        {
        }
    }

    private static async Task<int> Sweep(OrderingDb db, DateTimeOffset before, CancellationToken ct)
    {
        var unused = await db.Carts.Where(cart => cart.TouchedAt < before)
            .OrderBy(cart => cart.TouchedAt).ThenBy(cart => cart.Id).Take(Batch).Select(cart => cart.Id).ToListAsync(ct);
        if (unused.Count > 0)
        {
            await db.CartLines.Where(line => unused.Contains(line.CartId)).DeleteAsync(ct);
            await db.Carts.Where(cart => unused.Contains(cart.Id)).DeleteAsync(ct);
        }

        return unused.Count;
    }
}

using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;

namespace GigGatek.Api.Carts;

/// <summary>Forgets carts that nobody has changed for a hundred days; the shop has swept what was in them before.</summary>
internal sealed class SweepCarts(Sessions<ApiDb> sessions, TimeProvider clock) : IJob
{
    private const int Days = 100;

    public Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().AddDays(-Days);
        return sessions.WriteAsync(db => db.Carts.DeleteAsync(cart => cart.TouchedAt < before, ct), ct);
    }
}

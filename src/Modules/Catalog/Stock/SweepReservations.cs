using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB.Async;

namespace GigGatek.Catalog.Stock;

/// <summary>Gives back what was held too long. Each reservation is settled by itself, so any number of sweeps may run.</summary>
internal sealed class SweepReservations(Sessions<CatalogDb> sessions, GiveBackUnits giveBack, TimeProvider clock) : IJob
{
    private const int BatchSize = 100;

    public async Task RunAsync(CancellationToken ct)
    {
        var due = await FindDue(ct);
        foreach (var id in due)
        {
            await giveBack.Handle(id, ReservationState.Expired, ct);
        }
    }

    private async Task<List<long>> FindDue(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = sessions.Read();
        return await db.Reservations.Where(row => row.State == ReservationState.Held && row.Until < now)
            .OrderBy(row => row.Until).Take(BatchSize).Select(row => row.Id).ToListAsync(ct);
    }
}

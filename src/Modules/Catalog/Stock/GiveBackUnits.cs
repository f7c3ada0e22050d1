using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Catalog.Stock;

/// <summary>Puts units back on the shelf: given up, run out, or returned. Where the move is not legal any more, nothing happens.</summary>
internal sealed class GiveBackUnits(Sessions<CatalogDb> sessions, TimeProvider clock)
{
    public Task Handle(long reservationId, ReservationState end, CancellationToken ct) =>
        sessions.RepeatAsync(db => GiveBack(db, reservationId, end, ct), ct);

    private async Task GiveBack(CatalogDb db, long reservationId, ReservationState end, CancellationToken ct)
    {
        var reservation = await db.Reservations.Where(row => row.Id == reservationId).ForUpdate().FindAsync(ct);
        if (reservation is null || !await db.TryMoveAsync(reservationId, new ReservationMove(reservation.State, end), clock.GetUtcNow(), ct) || reservation.State == ReservationState.Expired)
        {
            return;    // an expired one holds nothing; it is only closed
        }

        var lines = await db.LinesOf(reservationId).ToListAsync(ct);
        await (end == ReservationState.Returned ? db.TakeBackAsync(lines, ct) : db.GiveBackAsync(lines, ct));
        await db.AnnounceStockAsync(await db.ProductsOfAsync(lines, ct), ct);
    }
}

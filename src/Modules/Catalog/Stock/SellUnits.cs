using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Catalog.Stock;

/// <summary>Makes held units sold. What ran out while the shopper paid is taken again, if it is still there.</summary>
internal sealed class SellUnits(Sessions<CatalogDb> sessions, TimeProvider clock)
{
    private static readonly ReservationMove InTime = new(ReservationState.Held, ReservationState.Sold);
    private static readonly ReservationMove TooLate = new(ReservationState.Expired, ReservationState.Sold);

    public Task<bool> Handle(long reservationId, CancellationToken ct) =>
        sessions.RepeatAsync(db => Sell(db, reservationId, ct), commits: sold => sold, ct);

    private async Task<bool> Sell(CatalogDb db, long reservationId, CancellationToken ct)
    {
        if (await db.TryMoveAsync(reservationId, InTime, clock.GetUtcNow(), ct))
        {
            await db.SellAsync(await db.LinesOf(reservationId).ToListAsync(ct), ct);
            return true;
        }

        var reservation = await db.Reservations.Where(row => row.Id == reservationId).ForUpdate().FindAsync(ct);
        if (reservation?.State != ReservationState.Expired)
        {
            return reservation?.State == ReservationState.Sold;
        }

        var lines = await db.LinesOf(reservationId).ToListAsync(ct);
        if (!await TakeAgain(db, lines, ct))
        {
            return false;
        }

        if (!await db.TryMoveAsync(reservationId, TooLate, clock.GetUtcNow(), ct))
        {
            throw new InvalidOperationException($"Reservation {reservationId} changed under a transaction that had read it.");
        }

        await db.SellAsync(lines, ct);
        return true;
    }

    private static async Task<bool> TakeAgain(CatalogDb db, List<StoredReservationLine> lines, CancellationToken ct)
    {
        if (!await db.TryTakeAsync(lines, ct))
        {
            return false;
        }

        await db.AnnounceStockAsync(await db.ProductsOfAsync(lines, ct), ct);
        return true;
    }
}

using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Stock;

/// <summary>The contract's door to the use cases of this folder.</summary>
internal sealed class StockService(Sessions<CatalogDb> sessions, ReserveUnits reserve, SellUnits sell, GiveBackUnits giveBack) : IStock
{
    public Task<Result<StockReserved>> ReserveAsync(ReserveStock request, CancellationToken ct) => reserve.Handle(request, ct);

    public Task<bool> SellAsync(long reservationId, CancellationToken ct) => sell.Handle(reservationId, ct);

    public Task ReleaseAsync(long reservationId, CancellationToken ct) => giveBack.Handle(reservationId, ReservationState.Released, ct);

    public Task RestockAsync(long reservationId, CancellationToken ct) => giveBack.Handle(reservationId, ReservationState.Returned, ct);

    public async Task<IReadOnlyList<ReservationStanding>> FindManyAsync(IReadOnlyList<long> reservationIds, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Reservations.Where(row => reservationIds.Contains(row.Id)).OrderBy(row => row.Id)
            .Select(row => new ReservationStanding(row.Id, row.State)).ToListAsync(ct);
    }
}

using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Stock;

/// <summary>The contract's door to the use cases of this folder.</summary>
internal sealed class StockService(ReserveUnits reserve, SellUnits sell, GiveBackUnits giveBack) : IStock
{
    public Task<Result<StockReserved>> ReserveAsync(ReserveStock request, CancellationToken ct) => reserve.Handle(request, ct);

    public Task<bool> SellAsync(long reservationId, CancellationToken ct) => sell.Handle(reservationId, ct);

    public Task ReleaseAsync(long reservationId, CancellationToken ct) => giveBack.Handle(reservationId, ReservationState.Released, ct);

    public Task RestockAsync(long reservationId, CancellationToken ct) => giveBack.Handle(reservationId, ReservationState.Returned, ct);
}

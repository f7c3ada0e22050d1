namespace GigGatek.Contracts.Catalog;

/// <summary>One line of a reservation.</summary>
public sealed record StockLine(string Sku, int Quantity);

/// <summary>Asks for units to be held. Asking again with the same id gives the same answer and takes nothing twice.</summary>
/// <param name="ReservationId">Chosen by the caller: the order's id.</param>
/// <param name="Until">From then on a sweep may give the units back.</param>
public sealed record ReserveStock(long ReservationId, IReadOnlyList<StockLine> Lines, DateTimeOffset Until);

/// <summary>The units that are held.</summary>
public sealed record StockReserved(long ReservationId, DateTimeOffset Until);

/// <summary>Where a reservation stands.</summary>
public enum ReservationState
{
    /// <summary>Its units are set aside.</summary>
    Held = 1,

    /// <summary>Its units have left the shelf.</summary>
    Sold = 2,

    /// <summary>Given back by the one who asked.</summary>
    Released = 3,

    /// <summary>Given back because its time ran out.</summary>
    Expired = 4,

    /// <summary>Sold, and back on the shelf.</summary>
    Returned = 5,
}

/// <summary>A reservation as it stands.</summary>
public sealed record ReservationStanding(long ReservationId, ReservationState State);

/// <summary>
/// Stock as a state machine per reservation: held, then sold or released or expired; sold, then returned.
/// All operations are idempotent; races are settled by conditional updates in the database.
/// </summary>
public interface IStock
{
    /// <summary>
    /// Holds all lines or none. Refuses with <c>sold_out</c> (a conflict that names the product) when one is short,
    /// and with <c>reservation_closed</c> when a reservation of this id has ended.
    /// </summary>
    Task<Result<StockReserved>> ReserveAsync(ReserveStock request, CancellationToken ct);

    /// <summary>
    /// Makes held units sold. An expired reservation is taken again if the units are still there.
    /// False when they are not, or when it was released: then nothing is held.
    /// </summary>
    Task<bool> SellAsync(long reservationId, CancellationToken ct);

    /// <summary>Gives held units back; does nothing when they are not held any more. A later <see cref="SellAsync"/> answers false.</summary>
    Task ReleaseAsync(long reservationId, CancellationToken ct);

    /// <summary>Puts sold units back on the shelf, after a cancellation. Once.</summary>
    Task RestockAsync(long reservationId, CancellationToken ct);

    /// <summary>How reservations stand, in one statement; unknown ones are left out. For comparing the books.</summary>
    Task<IReadOnlyList<ReservationStanding>> FindManyAsync(IReadOnlyList<long> reservationIds, CancellationToken ct);
}

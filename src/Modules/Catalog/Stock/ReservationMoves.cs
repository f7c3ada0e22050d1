using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Stock;

/// <summary>A reservation's step from one state to the next.</summary>
internal sealed record ReservationMove(ReservationState From, ReservationState To);

/// <summary>The table of legal moves; nothing else changes a state.</summary>
internal static class ReservationMoves
{
    private static readonly (ReservationState From, ReservationState To)[] Legal =
    [
        (ReservationState.Held, ReservationState.Sold),
        (ReservationState.Held, ReservationState.Released),
        (ReservationState.Held, ReservationState.Expired),
        (ReservationState.Expired, ReservationState.Sold),    // paid late, and the units were still there
        (ReservationState.Expired, ReservationState.Released),
        (ReservationState.Sold, ReservationState.Returned),
    ];

    public static bool Allows(this ReservationState from, ReservationState to) => Legal.Contains((from, to));
}

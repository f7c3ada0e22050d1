namespace GigGatek.Catalog.Stock;

/// <summary>Where a reservation stands.</summary>
internal enum ReservationState
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

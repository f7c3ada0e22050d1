using GigGatek.Contracts.Catalog;
using LinqToDB.Mapping;

namespace GigGatek.Catalog.Stock;

[Table("catalog_reservations")]
internal sealed class StoredReservation
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("state")] public ReservationState State { get; init; }
    [Column("until")] public DateTimeOffset Until { get; init; }
    [Column("changed_at")] public DateTimeOffset ChangedAt { get; init; }
}

[Table("catalog_reservation_lines")]
internal sealed class StoredReservationLine
{
    [Column("reservation_id"), PrimaryKey(0)] public long ReservationId { get; init; }
    [Column("variant_id"), PrimaryKey(1)] public long VariantId { get; init; }
    [Column("quantity")] public int Quantity { get; init; }
}

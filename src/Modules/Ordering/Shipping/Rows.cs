using LinqToDB.Mapping;

namespace GigGatek.Ordering.Shipping;

/// <summary>A country that the shop ships to.</summary>
[Table("ordering_countries")]
internal sealed class CountryRow
{
    [Column("code"), PrimaryKey] public string Code { get; init; } = "";
    [Column("name")] public string Name { get; init; } = "";
    [Column("zone")] public string Zone { get; init; } = "";
}

/// <summary>A way of shipping to a zone.</summary>
[Table("ordering_shipping_rates")]
internal sealed class ShippingRateRow
{
    [Column("zone"), PrimaryKey(0)] public string Zone { get; init; } = "";
    [Column("code"), PrimaryKey(1)] public string Code { get; init; } = "";
    [Column("name")] public string Name { get; init; } = "";
    [Column("promise")] public string Promise { get; init; } = "";
    [Column("price")] public long Price { get; init; }

    /// <summary>Free when the goods come to this much after discount; null: never.</summary>
    [Column("free_from")] public long? FreeFrom { get; init; }
}

using GigGatek.Ordering.Pricing;
using LinqToDB.Mapping;

namespace GigGatek.Ordering.Taxes;

/// <summary>A tax of a country, or of one of its regions.</summary>
[Table("ordering_tax_rates")]
internal sealed class TaxRateRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("country")] public string Country { get; init; } = "";

    /// <summary>Empty: wherever the country has no row for the region.</summary>
    [Column("region")] public string Region { get; init; } = "";
    [Column("name")] public string Name { get; init; } = "";
    [Column("basis_points")] public int BasisPoints { get; init; }
    [Column("included")] public bool Included { get; init; }
    [Column("rounding")] public TaxRounding Rounding { get; init; }
    [Column("on_shipping")] public bool OnShipping { get; init; }
}

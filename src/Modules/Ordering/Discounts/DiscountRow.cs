using GigGatek.Contracts.Ordering;
using LinqToDB.Mapping;

namespace GigGatek.Ordering.Discounts;

/// <summary>A code that shoppers can enter.</summary>
[Table("ordering_discounts")]
internal sealed class DiscountRow
{
    [Column("code"), PrimaryKey] public string Code { get; init; } = "";
    [Column("kind")] public DiscountKind Kind { get; init; }
    [Column("amount")] public long Value { get; init; }
    [Column("minimum_minor")] public long MinimumMinor { get; init; }
    [Column("valid_from")] public DateTimeOffset? From { get; init; }
    [Column("valid_until")] public DateTimeOffset? Until { get; init; }
    [Column("max_uses")] public int? MaxUses { get; init; }
    [Column("uses")] public int Uses { get; init; }
    [Column("active")] public bool Active { get; init; }
}

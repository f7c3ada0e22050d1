using LinqToDB.Mapping;

namespace GigGatek.Api.Carts;

/// <summary>
/// A cart that a program keeps for its account. In the shop a cart's id is a secret that opens it; here an address names it, which ends up in logs, so that
/// it is a number that opens nothing to anybody else.
/// </summary>
[Table("api_carts")]
internal sealed class CartRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }

    /// <summary>Whose it is.</summary>
    [Column("user_id")] public long UserId { get; init; }

    /// <summary>The cart's id in the shop, sealed.</summary>
    [Column("sealed_secret")] public string SealedSecret { get; init; } = "";

    /// <summary>Grows with each change: of two that began from the same one, the second is told.</summary>
    [Column("version")] public int Version { get; init; }
    [Column("touched_at")] public DateTimeOffset TouchedAt { get; init; }
}

using LinqToDB.Mapping;

namespace GigGatek.Ordering.Carts;

/// <summary>A cart, and what was told in its checkout.</summary>
[Table("ordering_carts")]
internal sealed class CartRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }

    /// <summary>The hash of what the cookie holds. A new one when a guest's cart becomes a customer's, so that nobody who planted it can look in.</summary>
    [Column("secret")] public string SecretHash { get; init; } = "";

    /// <summary>What the cookie holds, sealed, for the customer's next sign-in.</summary>
    [Column("sealed_secret")] public string? SealedSecret { get; init; }
    [Column("customer_id")] public long? CustomerId { get; init; }
    [Column("discount_code")] public string? DiscountCode { get; init; }

    /// <summary>Sealed JSON of the contact.</summary>
    [Column("contact")] public string? Contact { get; init; }

    /// <summary>Sealed JSON of the address.</summary>
    [Column("address")] public string? Address { get; init; }
    [Column("shipping_code")] public string? ShippingCode { get; init; }

    /// <summary>Grows when contact, address or shipping change, so that a quote made for others does not count.</summary>
    [Column("details_version")] public int DetailsVersion { get; init; }
    [Column("touched_at")] public DateTimeOffset TouchedAt { get; init; }
}

/// <summary>So many of one SKU in a cart.</summary>
[Table("ordering_cart_lines")]
internal sealed class CartLineRow
{
    [Column("cart_id"), PrimaryKey(0)] public long CartId { get; init; }
    [Column("sku"), PrimaryKey(1)] public string Sku { get; init; } = "";
    [Column("quantity")] public int Quantity { get; init; }
    [Column("price_when_added")] public long? PriceWhenAdded { get; init; }
    [Column("added_at")] public DateTimeOffset AddedAt { get; init; }
}

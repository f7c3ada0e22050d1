using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using LinqToDB.Mapping;

namespace GigGatek.Ordering.Orders;

/// <summary>An order. Its id is also its quote's, its reservation's and its payment's.</summary>
[Table("ordering_orders")]
internal sealed class OrderRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("number")] public string Number { get; init; } = "";

    /// <summary>The hash of the secret in the order's link, which it is found by.</summary>
    [Column("secret")] public string SecretHash { get; init; } = "";

    /// <summary>The secret itself, sealed, for links in mails and lists.</summary>
    [Column("sealed_secret")] public string? SealedSecret { get; init; }

    /// <summary>Changed by <see cref="OrderBook.TryMoveAsync"/> only.</summary>
    [Column("state")] public OrderState State { get; init; }
    [Column("customer_id")] public long? CustomerId { get; init; }
    [Column("email_index")] public string EmailIndex { get; init; } = "";
    [Column("contact")] public string Contact { get; init; } = "";
    [Column("address")] public string Address { get; init; } = "";
    [Column("currency")] public string Currency { get; init; } = "";
    [Column("subtotal")] public long Subtotal { get; init; }
    [Column("discount_code")] public string? DiscountCode { get; init; }
    [Column("discount")] public long Discount { get; init; }
    [Column("shipping_code")] public string ShippingCode { get; init; } = "";
    [Column("shipping_name")] public string ShippingName { get; init; } = "";
    [Column("shipping")] public long Shipping { get; init; }

    /// <summary>JSON list of the tax lines; shown, never searched.</summary>
    [Column("taxes")] public string Taxes { get; init; } = "[]";

    /// <summary>All taxes, added or contained.</summary>
    [Column("tax")] public long Tax { get; init; }

    /// <summary>The taxes that come on top of the prices.</summary>
    [Column("tax_added")] public long TaxAdded { get; init; }

    /// <summary>The goods without any tax, for the books.</summary>
    [Column("net_goods")] public long NetGoods { get; init; }

    /// <summary>Shipping without any tax, for the books.</summary>
    [Column("net_shipping")] public long NetShipping { get; init; }
    [Column("total")] public long Total { get; init; }

    /// <summary>What went back or is on its way back: the refunds that have not failed.</summary>
    [Column("refunded")] public long Refunded { get; init; }
    [Column("units")] public int Units { get; init; }
    [Column("placed_at")] public DateTimeOffset PlacedAt { get; init; }

    /// <summary>Days since 0001-01-01 in UTC (<see cref="DateOnly.DayNumber"/>), so that every engine groups by day the same way.</summary>
    [Column("placed_day")] public int PlacedDay { get; init; }

    /// <summary>When the money came; null until then.</summary>
    [Column("paid_day")] public int? PaidDay { get; init; }
    [Column("pay_before")] public DateTimeOffset PayBefore { get; init; }
    [Column("updated_at")] public DateTimeOffset UpdatedAt { get; init; }
    [Column("end_reason")] public string? EndReason { get; init; }
    [Column("carrier")] public string? Carrier { get; init; }
    [Column("tracking_number")] public string? TrackingNumber { get; init; }
    [Column("shipped_at")] public DateTimeOffset? ShippedAt { get; init; }
}

/// <summary>A line of an order, as it was sold.</summary>
[Table("ordering_order_lines")]
internal sealed class OrderLineRow
{
    [Column("order_id"), PrimaryKey(0)] public long OrderId { get; init; }
    [Column("position"), PrimaryKey(1)] public int Position { get; init; }
    [Column("sku")] public string Sku { get; init; } = "";
    [Column("product_slug")] public string ProductSlug { get; init; } = "";
    [Column("name")] public string Name { get; init; } = "";
    [Column("grade")] public Grade Grade { get; init; }
    [Column("quantity")] public int Quantity { get; init; }
    [Column("price")] public long Price { get; init; }
    [Column("discount")] public long Discount { get; init; }
    [Column("total")] public long Total { get; init; }
    [Column("tax")] public long Tax { get; init; }
}

/// <summary>Something that happened to an order, for its page.</summary>
[Table("ordering_order_steps")]
internal sealed class OrderStepRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("order_id")] public long OrderId { get; init; }
    [Column("what")] public string What { get; init; } = "";
    [Column("happened_at")] public DateTimeOffset At { get; init; }
}

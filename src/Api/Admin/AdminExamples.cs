using GigGatek.Api.Catalog;
using GigGatek.Api.Orders;

namespace GigGatek.Api.Admin;

/// <summary>What answers of the back office look like, for the document.</summary>
internal static class AdminExamples
{
    public const string ProductId = "7327941204561920001", OrderId = "7327941204561920002", Code = "SPRING10";

    private static readonly DateTimeOffset At = new(2026, 11, 29, 14, 5, 0, TimeSpan.Zero);
    private static readonly Product Shown = Examples.Product;

    public static AdminProduct Product { get; } = new(
        ProductId, Shown.Slug, Shown.Name, Shown.Brand, Shown.Category, "", true, Shown.NewPrice, Shown.Attributes, [new(Examples.Sku, Grade.Good, Shown.Variants[0].Price, 3, 1, 12, 12)]);

    public static Page<AdminProductSummary> Products { get; } = new([new(ProductId, Shown.Slug, Shown.Name, Shown.Brand, "Processors", true, Shown.Variants[0].Price, 3, 1, At)], null);

    public static ProductWords Words { get; } = new(Shown.Name, Shown.Brand, "Tested for eight hours under full load.", true);

    public static VariantPrice Price { get; } = new(new Money(27999, "USD"));

    public static StockChange Stock { get; } = new(5, "Delivery 4711");

    public static AdminOrder Order { get; } = new(OrderId, false, OrderExamples.Order, []);

    public static Page<AdminOrderSummary> Orders { get; } = new(
        [new(OrderId, OrderExamples.Number, OrderState.Paid, OrderExamples.Order.Total, new Money(0, "USD"), 2, At, false)], null);

    public static NewShipment Shipment { get; } = new("UPS", "1Z999AA10123456784");

    public static NewCancellation Cancellation { get; } = new("You asked us to.");

    public static NewRefund Refund { get; } = new(new Money(1500, "USD"), "A scratch that we had not described.");

    public static NewDiscount NewDiscount { get; } = new(Code, DiscountKind.Percent, 1000, 5000, null, At.AddDays(30), 200);

    public static AdminDiscount Discount { get; } = new(Code, DiscountKind.Percent, 1000, 5000, null, At.AddDays(30), 200, 0, true);

    public static Page<AdminDiscount> Discounts { get; } = new([Discount], null);
}

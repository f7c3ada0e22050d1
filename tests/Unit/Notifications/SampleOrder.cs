using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Tests.Unit.Notifications;

/// <summary>An order with everything that a mail may show.</summary>
internal static class SampleOrder
{
    public static Order Paid { get; } = new(
        42,
        "GG-7F3K-2Q9M",
        "s3cretLinkOfTheOrder00",
        OrderState.Paid,
        null,
        new Contact("ann@example.com", null),
        new Address("Ann Bell", "12 Mill Lane", "Flat 3", "Austin", "TX", "78701", "US", "United States"),
        [
            new QuoteLine("SAM-990-2TB-A", "samsung-990-pro-2tb", "Samsung 990 Pro, 2 TB", Grade.Excellent, 2, Usd(99_99), Usd(10_00), Usd(189_98), Usd(0)),
            new QuoteLine("T480-B", "thinkpad-t480", "ThinkPad T480, 16 GB, with a name that needs more room than one line of a mail has", Grade.Good, 1, Usd(1_249_00), Usd(0), Usd(1_249_00), Usd(0)),
        ],
        Usd(1_448_98),
        "TENOFF",
        Usd(10_00),
        "Standard",
        Usd(0),
        [new TaxLine("Sales tax", 825, Usd(118_72), false)],
        Usd(118_72),
        Usd(1_557_70),
        Usd(0),
        new DateTimeOffset(2026, 11, 23, 13, 50, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 11, 23, 14, 5, 0, TimeSpan.Zero),
        null,
        null,
        [],
        new OrderPayment(false, null, false, null, Usd(1_557_70)));

    public static Shipment Parcel { get; } =
        new("UPS", "1Z999AA10123456784", "https://carrier.example/track?n=1Z999AA10123456784&l=en", new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.Zero));

    public static Order Shipped { get; } = Paid with { State = OrderState.Shipped, Shipment = Parcel };

    public static Order Unpaid { get; } = Paid with { State = OrderState.Expired, Payment = new OrderPayment(false, null, false, null, Usd(0)) };

    public static Money Usd(long cents) => new(cents, "USD");
}

using GigGatek.Api.Catalog;

namespace GigGatek.Api.Carts;

/// <summary>What answers about carts look like, for the document.</summary>
internal static class CartExamples
{
    public const string Id = "7327941204561920000", Code = "WELCOME10";

    private const string Name = "AMD Ryzen 7 9800X3D", Slug = "amd-ryzen-7-9800x3d";

    private static readonly Money Each = new(29299, "USD"), Nothing = new(0, "USD"), Two = new(58598, "USD");

    public static Page<Country> Countries { get; } = new([new("AT", "Austria", []), new("US", "United States", ["OR", "WA"])], null);

    public static NewCart NewCart { get; } = new([new(Examples.Sku, 2)]);

    public static Cart Cart { get; } = new(Id, [new(Examples.Sku, Slug, Name, Grade.Good, 2, Each, Each, 3, 12)], Two, null, Nothing, null);

    public static Contact Contact { get; } = new("ada@partner.example", "+1 503 555 0100");

    public static Address Address { get; } = new("Ada Lovelace", "500 SW Harrison St", "Portland", "97201", "US", null, "OR");

    public static NewDelivery NewDelivery { get; } = new(Contact, Address);

    public static ShippingChoice Standard { get; } = new("standard", "Standard", "3 to 5 working days", new Money(990, "USD"), true);

    public static Delivery Delivery { get; } = new(Contact, Address, [Standard, new("express", "Express", "Next working day", new Money(2490, "USD"), false)]);

    public static IReadOnlyList<QuoteLine> Lines { get; } = [new(Examples.Sku, Slug, Name, Grade.Good, 2, Each, Nothing, Two, Nothing)];

    public static Quote Quote { get; } = new(
        "Q2ZESjhE…", Lines, Two, null, Nothing, Standard, [new("Sales tax", 0, Nothing, false)], Nothing, new Money(59588, "USD"), new DateTimeOffset(2026, 11, 29, 14, 20, 0, TimeSpan.Zero));
}

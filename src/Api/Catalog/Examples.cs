namespace GigGatek.Api.Catalog;

/// <summary>What answers look like, for the document: a part that the demo catalogue has.</summary>
internal static class Examples
{
    public const string Sku = "GG-24CZ8T3J58-G";

    private const string Slug = "amd-ryzen-7-9800x3d", Name = "AMD Ryzen 7 9800X3D", Brand = "AMD";

    private static readonly Uri Url = new($"https://shop.example/p/{Slug}");
    private static readonly Money Price = new(29299, "USD"), NewPrice = new(45150, "USD");

    private static readonly IReadOnlyList<ProductAttribute> Attributes =
    [
        new("core_count", "Cores", "", AttributeKind.Number, null, 8, null, null, "8"),
        new("boost_clock", "Boost clock", "GHz", AttributeKind.Number, null, 5.2m, null, null, "5.2 GHz"),
        new("microarchitecture", "Microarchitecture", "", AttributeKind.Text, "Zen 5", null, null, null, "Zen 5"),
    ];

    public static Page<Category> Categories { get; } = new([new("components", "Components", null, 412), new("cpu", "Processors", "components", 37)], null);

    public static Page<GradePromise> Grades { get; } = new([new(Grade.Good, "Good", "Up to five marks of at most 10 mm each, none on a screen or a connector.", 12)], null);

    public static Product Product { get; } = new(
        Slug, Name, Brand, "cpu", "", Url, NewPrice, Attributes, [new Variant(Sku, Grade.Good, Price, 3, 12)], new DateTimeOffset(2026, 11, 23, 14, 5, 0, TimeSpan.Zero));

    public static ProductListing Listing { get; } = new([Summary], "MHwtMTc5NTg5NzQxMDc0NnwyNTI1Mjk4NjE2ODA0OTI1NDR8", 37, null);

    public static Page<ProductSummary> Similar { get; } = new([Summary], null);

    public static Facets Facets { get; } = new(
        37, 31, [new FacetValue("cpu", "Processors", 37)], [new GradeCount(Grade.Excellent, 12), new GradeCount(Grade.Good, 25), new GradeCount(Grade.Fair, 18)],
        new PriceRange(new Money(6499, "USD"), NewPrice),
        [
            new Facet("microarchitecture", "Microarchitecture", "", [new FacetValue("Zen 5", "Zen 5", 9)], null, null),
            new Facet("tdp", "Thermal design power", "W", [], 35, 170),
        ]);

    public static Page<Suggestion> Suggestions { get; } = new([new("Processors", "cpu", null), new(Name, null, Slug)], null);

    public static Page<Offer> Offers { get; } = new([new Offer(Sku, Slug, Name, Grade.Good, Price, 3, 12)], null);

    private static ProductSummary Summary => new(Slug, Name, Brand, "cpu", Url, Price, NewPrice, [Grade.Good], Attributes);
}

using GigGatek.Contracts.Catalog;
using GigGatek.Storefront.Words;

namespace GigGatek.Storefront.Shop;

/// <summary>One row of a comparison: what each part has, and whether they differ.</summary>
internal sealed record ComparisonRow(string Label, IReadOnlyList<string> Values)
{
    private const string Unknown = "–";

    public bool Differs => Values.Distinct(StringComparer.Ordinal).Count() > 1;

    /// <summary>Prices by grade first, then every attribute that at least one of them has, in the order of the first that has it.</summary>
    public static IEnumerable<ComparisonRow> Of(IReadOnlyList<Product> products)
    {
        foreach (var grade in Enum.GetValues<Grade>())
        {
            yield return new($"Price, {Say.Grade(grade)}", [.. products.Select(product => PriceOf(product, grade))]);
        }

        yield return new("New price", [.. products.Select(product => product.NewPrice is { } price ? Say.Money(price) : Unknown)]);
        foreach (var name in products.SelectMany(product => product.Attributes).Select(attribute => attribute.Name).Distinct(StringComparer.Ordinal))
        {
            var cells = products.Select(product => product.Attributes.FirstOrDefault(attribute => attribute.Name == name)).ToList();
            yield return new(cells.OfType<ProductAttribute>().First().Label, [.. cells.Select(cell => cell?.Display ?? Unknown)]);
        }
    }

    private static string PriceOf(Product product, Grade grade) =>
        product.Variants.FirstOrDefault(variant => variant.Grade == grade) switch
        {
            { Price: { } price, Available: > 0 } => Say.Money(price),
            { Price: not null } => "Sold out",
            _ => Unknown,
        };
}

using System.Globalization;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Products;

/// <summary>Values as a person reads them: <c>2 × 16 GB</c>, <c>DDR5-6000</c>, <c>450 – 2,000 rpm</c>.</summary>
internal static class AttributeWords
{
    public static ProductAttribute Show(string categorySlug, NamedValue attribute)
    {
        var definition = AttributeDefinitions.Find(categorySlug, attribute.Name);
        return new ProductAttribute(attribute.Name, definition.Label, definition.Unit, attribute.Value, Words(definition, attribute.Value));
    }

    public static string Words(AttributeDefinition definition, AttributeValue value) => value.Kind switch
    {
        AttributeKind.Text => definition.Format == "capital" ? AttributeDefinitions.Humanise(value.Text ?? "") : value.Text ?? "",
        AttributeKind.Flag => value.Flag == true ? "Yes" : "No",
        AttributeKind.Number => One(definition, value.Number ?? 0),
        AttributeKind.Pair => Pair(definition, value.Number ?? 0, value.Second ?? 0),
        _ => WithUnit($"{Figure(value.Number ?? 0)} – {Figure(value.Second ?? 0)}", definition.Unit),
    };

    private static string One(AttributeDefinition definition, decimal number) => definition.Format switch
    {
        "inch" => Figure(number) + "″",
        "ddr" => $"DDR-{Plain(number)}",
        "bytes" when number >= 1000 && number % 10 == 0 => Figure(number / 1000) + " TB",
        _ => WithUnit(Figure(number), definition.Unit),
    };

    private static string Pair(AttributeDefinition definition, decimal first, decimal second) => definition.Format switch
    {
        "ddr" => $"DDR{Plain(first)}-{Plain(second)}",
        "or" => WithUnit($"{Plain(first)} or {Plain(second)}", definition.Unit),
        "hz-khz" => $"{Figure(first)} Hz – {Figure(second)} kHz",
        _ when definition.Unit.Length == 0 => $"{Plain(first)} × {Plain(second)}",
        _ => WithUnit($"{Plain(first)} × {Plain(second)}", definition.Unit),
    };

    private static string WithUnit(string figure, string unit) => unit switch
    {
        "" => figure,
        "×" => figure + "×",
        _ => $"{figure} {unit}",
    };

    /// <summary>With a separator from five digits on, as in a table: 1320, 12,000.</summary>
    private static string Figure(decimal number) =>
        number.ToString(Math.Abs(number) < 10_000 ? "0.####" : "#,0.####", CultureInfo.InvariantCulture);

    private static string Plain(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}

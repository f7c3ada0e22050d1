using GigGatek.Contracts.Catalog;

namespace GigGatek.Storefront.Drawings;

/// <summary>What a drawing asks of a part's attributes. Any of them may be missing or nonsense: the drawing stays within its frame.</summary>
internal sealed class PartFacts(IReadOnlyList<ProductAttribute> attributes)
{
    public double? Number(string name) => (double?)Find(name)?.Value.Number;

    /// <summary>A number held between two bounds, or what is usual where it is missing.</summary>
    public double Number(string name, double usual, double least, double most) => Math.Clamp(Number(name) ?? usual, least, most);

    public (double First, double Second)? Pair(string name) =>
        Find(name)?.Value is { Number: { } first, Second: { } second } ? ((double)first, (double)second) : null;

    /// <summary>The words of a value; a number's words are those that the shop shows. Empty when missing.</summary>
    public string Text(string name) => Find(name) is { } attribute ? attribute.Value.Text ?? attribute.Display : "";

    public bool Says(string name, string word) => Text(name).Contains(word, StringComparison.OrdinalIgnoreCase);

    public bool Flag(string name) => Find(name)?.Value.Flag == true;

    /// <summary>The main surface: dark for parts whose first colour is black or grey.</summary>
    public Paint Shell =>
        Text("color") is var color && (color.StartsWith("Black", StringComparison.OrdinalIgnoreCase) || color.StartsWith("Gray", StringComparison.OrdinalIgnoreCase))
            ? Paint.Deep
            : Paint.Body;

    private ProductAttribute? Find(string name) => attributes.FirstOrDefault(attribute => attribute.Name == name);
}

using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Storefront.Words;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.Checkout;

/// <summary>
/// What the shopper saw on the review page, as its form sends it back, to say in words what is different now. It decides
/// nothing: the signed quote does.
/// </summary>
internal sealed record SeenQuote(IReadOnlyList<SeenLine> Lines, long? Shipping, long? Tax, long? Total)
{
    public const string LineField = "seen";
    public const string ShippingField = "seenShipping";
    public const string TaxField = "seenTax";
    public const string TotalField = "seenTotal";

    private const int MostLines = 50;

    public static SeenQuote Read(IFormCollection form) => new(
        [.. form[LineField].Take(MostLines).Select(SeenLine.Parse).OfType<SeenLine>()],
        Minor(form[ShippingField]), Minor(form[TaxField]), Minor(form[TotalField]));

    /// <summary>One sentence for each difference; empty when only the quote's time ran out.</summary>
    public IReadOnlyList<string> ChangesTo(Quote now)
    {
        var changes = new List<string>();
        foreach (var line in now.Lines)
        {
            var name = $"{line.Name} ({Say.Grade(line.Grade)})";
            switch (Lines.FirstOrDefault(seen => seen.Sku == line.Sku))
            {
                case null when Lines.Count > 0:
                    changes.Add($"{name} was added.");
                    break;
                case { } seen when seen.PriceMinor != line.Price.Minor:
                    changes.Add($"{name} now costs {Say.Money(line.Price)} instead of {Say.Money(line.Price with { Minor = seen.PriceMinor })}.");
                    break;
                case { } seen when seen.Quantity != line.Quantity:
                    changes.Add($"{name}: {Say.Count(line.Quantity, "unit")} instead of {Say.Number(seen.Quantity)}.");
                    break;
            }
        }

        var gone = Lines.Count(seen => now.Lines.All(line => line.Sku != seen.Sku));
        if (gone > 0)
        {
            changes.Add($"{Say.Count(gone, "line")} of the cart {(gone == 1 ? "is" : "are")} not part of this order any more.");
        }

        AddChange(changes, "Shipping", Shipping, now.Shipping.Price);
        AddChange(changes, "Tax", Tax, now.Tax);
        AddChange(changes, "The total", Total, now.Total);
        return changes;
    }

    private static void AddChange(List<string> changes, string what, long? seen, Money now)
    {
        if (seen is { } minor && minor != now.Minor)
        {
            changes.Add($"{what} is now {Say.Money(now)} instead of {Say.Money(now with { Minor = minor })}.");
        }
    }

    private static long? Minor(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : null;
}

/// <summary>A line as it was seen.</summary>
internal sealed record SeenLine(string Sku, int Quantity, long PriceMinor)
{
    /// <summary><c>2:24900:SKU</c>; null for anything else.</summary>
    public static SeenLine? Parse(string? text) =>
        text?.Split(':', 3) is [var quantity, var price, { Length: > 0 } sku]
        && int.TryParse(quantity, NumberStyles.None, CultureInfo.InvariantCulture, out var units)
        && long.TryParse(price, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? new SeenLine(sku, units, minor)
            : null;

    public static string Write(QuoteLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{line.Quantity}:{line.Price.Minor}:{line.Sku}");
}

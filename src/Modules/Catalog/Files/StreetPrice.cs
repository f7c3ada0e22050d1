using System.Security.Cryptography;
using System.Text;
using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Files;

/// <summary>
/// What a plain row becomes, which knows only what a part costs new: the three grades, each below the price of a new one,
/// with a few units in stock. A pure rule of the row: the same file gives the same shop everywhere.
/// </summary>
internal static class StreetPrice
{
    /// <summary>Per cent of the new price: the lowest, and how many above it are possible.</summary>
    private static readonly (Grade Grade, int Lowest, int Spread, int MostUnits)[] Rules =
        [(Grade.Excellent, 77, 6, 6), (Grade.Good, 65, 6, 10), (Grade.Fair, 52, 6, 4)];

    public static IReadOnlyList<FileVariant> Variants(FileRow row)
    {
        var chance = Chance(row);
        return [.. Rules.Select((rule, index) =>
        {
            var draw = chance[(index * 4)..];
            var price = row.NewPrice is { } cost ? Discount(cost, rule.Lowest + draw[0] % (rule.Spread + 1)) : (long?)null;
            return new FileVariant(null, rule.Grade, price, price is null ? 0 : Units(draw[1], draw[2], rule.MostUnits), null);
        })];
    }

    /// <summary>A share of a price, cut to a price one sees in shops: 361.99, 14.50.</summary>
    public static long Discount(long newPrice, int percent)
    {
        var share = newPrice * percent / 100;
        return share switch
        {
            >= 20_00 => share / 1_00 * 1_00 - 1,
            >= 1_00 => share / 50 * 50,
            _ => Math.Max(share, 1),
        };
    }

    /// <summary>One in four is sold out.</summary>
    private static int Units(byte draw, byte count, int most) => draw < 64 ? 0 : 1 + count % most;

    /// <summary>From what makes the product the product, so that a new price deals no new stock.</summary>
    private static byte[] Chance(FileRow row) =>
        SHA256.HashData(Encoding.ASCII.GetBytes(ProductIdentity.Of(KnownCategories.Find(row.Category).Slug, row.Name, row.Attributes, twin: 0)));
}

using System.Security.Cryptography;
using System.Text;

namespace GigGatek.Catalog.Products;

/// <summary>
/// What makes two rows of files the same product: category, name and attributes. Names alone do not: a hundred different
/// graphics cards are called "Sapphire PULSE". Attributes that follow from the price are left out, so a new price is not
/// a new product. Parts that are alike in all of this are different parts on different lines, told apart by their count.
/// </summary>
internal static class ProductIdentity
{
    /// <param name="twin">0 for the first such row of a file, 1 for the next one.</param>
    public static string Of(string categorySlug, string name, IReadOnlyList<NamedValue> attributes, int twin)
    {
        var text = new StringBuilder(categorySlug).Append('\n').Append(name);
        foreach (var attribute in attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
        {
            if (!AttributeDefinitions.Find(categorySlug, attribute.Name).FollowsPrice)
            {
                text.Append('\n').Append(attribute.Name).Append('=').Append(AttributeJson.Canonical(attribute.Value));
            }
        }

        if (twin > 0)
        {
            text.Append('\n').Append(twin);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    /// <summary>The first letters of an identity, in letters and digits that do not look alike.</summary>
    public static string Short(string identity, int length)
    {
        const string letters = "23456789abcdefghjkmnpqrstuvwxyz";
        var number = Convert.ToUInt64(identity[..16], 16);
        return string.Create(length, number, static (span, rest) =>
        {
            foreach (ref var letter in span)
            {
                letter = letters[(int)(rest % (ulong)letters.Length)];
                rest /= (ulong)letters.Length;
            }
        });
    }
}

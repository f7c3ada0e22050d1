using System.Globalization;
using System.Text;

namespace GigGatek.Catalog.Products;

/// <summary>Names as parts of an address: ASCII letters, digits and single dashes.</summary>
internal static class Slugs
{
    private const int MaxLength = 120;

    /// <summary>Never empty: a name without a Latin letter or digit gives <c>item</c>.</summary>
    public static string Of(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var letter in name.Normalize(NormalizationForm.FormD))
        {
            if (slug.Length >= MaxLength)
            {
                break;
            }

            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(char.ToLowerInvariant(letter));
            }
            else if (letter == '+')
            {
                slug.Append("-plus");
            }
            else if (slug.Length > 0 && slug[^1] != '-' && char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && letter != '\'')
            {
                slug.Append('-');
            }
        }

        var trimmed = slug.ToString().Trim('-');
        return trimmed.Length == 0 ? "item" : trimmed;
    }
}

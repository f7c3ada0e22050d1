using System.Globalization;
using System.Text;

namespace GigGatek.Catalog.Search;

/// <summary>
/// Latin letters without their marks: é as e, ß as ss. The program runs without a culture's tables, where
/// <see cref="string.Normalize()"/> takes nothing apart, so the letters of Europe are listed here.
/// </summary>
internal static class PlainLetters
{
    private static readonly Dictionary<char, string> Plain = List(
        "a àáâãäåāăąǎ", "ae æ", "c çćĉċč", "d ðďđ", "e èéêëēĕėęě", "g ĝğġģ", "h ĥħ", "i ìíîïĩīĭįı", "j ĵ", "k ķ", "l ĺļľŀł",
        "n ñńņňŋ", "o òóôõöøōŏőǒ", "oe œ", "r ŕŗř", "s śŝşšș", "ss ß", "t ţťŧț", "th þ", "u ùúûüũūŭůűųǔ", "w ŵẁẃẅ", "y ýÿŷỳ", "z źżž");

    /// <summary>In lower case; letters of other scripts stay, marks that stand alone go.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var lower = char.ToLowerInvariant(letter);
            if (Plain.TryGetValue(lower, out var letters))
            {
                plain.Append(letters);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(lower) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(lower);
            }
        }

        return plain.ToString();
    }

    private static Dictionary<char, string> List(params string[] rows) =>
        rows.Select(row => row.Split(' ')).SelectMany(row => row[1].Select(letter => (letter, row[0]))).ToDictionary();
}

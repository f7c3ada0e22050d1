using System.Globalization;
using System.Text;

namespace GigGatek.Catalog.Files;

/// <summary>
/// What text from outside may hold. Markup stays as it is: it is text, and pages encode it. Characters that no one can
/// see but that change what others see (controls, direction overrides, half characters) are left out.
/// </summary>
internal static class TextRules
{
    /// <summary>One line: runs of white space become one blank.</summary>
    public static string Line(string text) => Clean(text, keepLines: false);

    /// <summary>Several lines, ended by <c>\n</c>.</summary>
    public static string Lines(string text) => Clean(text, keepLines: true);

    /// <summary>The form of an attribute's name: <c>Boost Clock</c> is <c>boost_clock</c>. Null when it cannot be one.</summary>
    public static string? AttributeName(string name)
    {
        if (IsAttributeName(name))
        {
            return name;
        }

        var made = string.Concat(name.Trim().Select(letter => letter is ' ' or '-' or '.' or '/' ? '_' : char.ToLowerInvariant(letter)));
        return IsAttributeName(made) ? made : null;
    }

    private static bool IsAttributeName(string name) =>
        name.Length is > 0 and <= FileLimits.AttributeName && name[0] != '_'
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    private static string Clean(string text, bool keepLines)
    {
        if (IsClean(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            var space = Rune.IsWhiteSpace(rune);
            if (space && !(keepLines && rune.Value == '\n'))
            {
                if (clean.Length > 0 && clean[^1] is not (' ' or '\n'))
                {
                    clean.Append(' ');
                }
            }
            else if (space)
            {
                clean.Length -= clean.Length > 0 && clean[^1] == ' ' ? 1 : 0;
                clean.Append('\n');
            }
            else if (IsVisible(rune))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().Trim();
    }

    private static bool IsClean(string text)
    {
        var before = ' ';
        foreach (var letter in text)
        {
            if (letter is < ' ' or > '~' || (letter == ' ' && before == ' '))
            {
                return false;
            }

            before = letter;
        }

        return before != ' ' || text.Length == 0;
    }

    private static bool IsVisible(Rune rune) =>
        rune.Value != Rune.ReplacementChar.Value
        && (rune.Value & 0xFFFE) != 0xFFFE
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
}

using System.Collections.Concurrent;
using System.Text;

namespace GigGatek.Catalog.Search;

/// <summary>
/// Text as words to find it by, the same for products and for what shoppers type: lower case, without accents, cut at
/// everything that is neither letter nor digit. Model numbers are written in many ways, so words that touch, and words on
/// either side of a change between letters and digits, are also kept joined: "RTX 3060" is found as rtx, 3060 and rtx3060.
/// </summary>
internal static class SearchWords
{
    private const int MaxLength = 40;
    private const int MostKept = 20_000;

    private static readonly ConcurrentDictionary<string, string[]> Kept = new(StringComparer.Ordinal);

    /// <summary>All words of a text, joined ones included; each once.</summary>
    public static HashSet<string> Of(params ReadOnlySpan<string> texts)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            AddWords(words, text);
        }

        return words;
    }

    /// <summary>The same for a text that many products have, a brand or a value: it is cut once.</summary>
    public static string[] OfValue(string text) =>
        Kept.TryGetValue(text, out var words) ? words
        : Kept.Count < MostKept ? Kept.GetOrAdd(text, static text => [.. Of(text)])
        : [.. Of(text)];

    /// <summary>The plain words in their order, and whether each touches the one before it (<c>Wi-Fi</c>).</summary>
    public static List<(string Word, bool Touches)> Cut(string text)
    {
        var words = new List<(string, bool)>();
        var word = new StringBuilder(16);
        var touches = false;
        var plain = PlainLetters.Of(text);
        for (var i = 0; i < plain.Length; i++)
        {
            var letter = plain[i];
            if (char.IsLetterOrDigit(letter))
            {
                word.Append(letter);
            }
            else if (letter == '.' && IsBetweenDigits(plain, i))
            {
                word.Append('p');    // 3.5 is one word, unlike 35, and also for an index that cuts at dots
            }
            else if (!(letter == ',' && IsBetweenDigits(plain, i)))
            {
                if (word.Length > 0)
                {
                    End(words, word, touches);
                    touches = letter is '-' or '.' or '_' or '\'';
                }
                else
                {
                    touches = false;
                }
            }
        }

        End(words, word, touches);
        return words;
    }

    /// <summary>True where a digit meets a letter: these are written with and without a space.</summary>
    public static bool ChangesKind(string left, string right) => char.IsDigit(left[^1]) != char.IsDigit(right[0]);

    /// <summary><c>rtx3060ti</c> as rtx, 3060, ti.</summary>
    public static List<string> Parts(string word)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 1; i <= word.Length; i++)
        {
            if (i == word.Length || char.IsDigit(word[i]) != char.IsDigit(word[i - 1]))
            {
                parts.Add(word[start..i]);
                start = i;
            }
        }

        return parts;
    }

    private static void AddWords(HashSet<string> words, string text)
    {
        var before = "";
        foreach (var (word, touches) in Cut(text))
        {
            words.Add(word);
            if (before.Length > 0 && (touches || ChangesKind(before, word)) && before.Length + word.Length <= MaxLength)
            {
                words.Add(before + word);
            }

            foreach (var part in Parts(word))
            {
                if (part.Length > 1)
                {
                    words.Add(part);
                }
            }

            before = word;
        }
    }

    private static void End(List<(string, bool)> words, StringBuilder word, bool touches)
    {
        if (word.Length > 0)
        {
            words.Add((word.ToString(0, Math.Min(word.Length, MaxLength)), touches && words.Count > 0));
            word.Clear();
        }
    }

    private static bool IsBetweenDigits(string text, int i) =>
        i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);
}

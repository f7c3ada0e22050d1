namespace GigGatek.Catalog.Search;

/// <summary>A word to look for, or the beginning of one.</summary>
internal readonly record struct SearchTerm(string Word, bool IsPrefix);

/// <summary>
/// What a shopper typed: all groups must match; in a group any alternative; in an alternative all terms. "rtx3060" is one
/// group of two alternatives: rtx3060, or rtx and 3060.
/// </summary>
internal sealed record SearchQuery(IReadOnlyList<IReadOnlyList<IReadOnlyList<SearchTerm>>> Groups)
{
    private const int MaxWords = 10;
    private const int MaxText = 200;

    private static readonly HashSet<string> Units =
        ["gb", "tb", "mb", "mhz", "ghz", "khz", "w", "hz", "mm", "cm", "in", "inch", "g", "rpm", "dpi", "ms", "db", "bit", "cfm"];

    /// <summary>Null when the text has no word at all.</summary>
    public static SearchQuery? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var words = SearchWords.Cut(text.Length > MaxText ? text[..MaxText] : text).Take(MaxWords).ToList();
        var groups = new List<IReadOnlyList<IReadOnlyList<SearchTerm>>>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i].Word;
            var next = i + 1 < words.Count ? words[i + 1].Word : null;
            var isLast = i == words.Count - 1;
            if (IsMeasure(words, i))
            {
                groups.Add([[new SearchTerm(word + next, IsPrefix: false)]]);    // "2 tb" is one word, else every 2 matches
                i++;
            }
            else if (next is not null && !IsMeasure(words, i + 1) && (words[i + 1].Touches || SearchWords.ChangesKind(word, next)))
            {
                groups.Add([[Term(word, false), Term(next, i + 2 == words.Count)], [Term(word + next, true)]]);
                i++;
            }
            else
            {
                groups.Add(Alternatives(word, isLast));
            }
        }

        return groups.Count == 0 ? null : new SearchQuery(groups);
    }

    /// <summary>In "corsair 16 gb" the number belongs to its unit, not to the word before.</summary>
    private static bool IsMeasure(List<(string Word, bool Touches)> words, int at) =>
        at + 1 < words.Count && IsNumber(words[at].Word) && Units.Contains(words[at + 1].Word);

    private static IReadOnlyList<IReadOnlyList<SearchTerm>> Alternatives(string word, bool isLast)
    {
        var parts = SearchWords.Parts(word);
        var isMeasure = parts.Count == 2 && IsNumber(parts[0]) && Units.Contains(parts[1]);
        return parts.Count > 1 && !isMeasure && parts.All(part => part.Length > 1)
            ? [[Term(word, isLast)], [.. parts.Select(part => Term(part, isLast))]]
            : [[isMeasure ? new SearchTerm(word, IsPrefix: false) : Term(word, isLast)]];
    }

    /// <summary>Words may be beginnings, but a short number is itself: 16 is not 1600. While it is the last one it is still being typed.</summary>
    private static SearchTerm Term(string word, bool isLast) =>
        new(word, IsPrefix: !IsNumber(word) || word.Length > 2 || (isLast && word.Length > 1));

    private static bool IsNumber(string word) => word.All(char.IsAsciiDigit);
}

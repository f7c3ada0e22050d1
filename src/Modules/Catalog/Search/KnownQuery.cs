namespace GigGatek.Catalog.Search;

/// <summary>A query in which every word is known to the catalogue.</summary>
/// <param name="CorrectedText">What is searched instead of what was typed; null when nothing had to change.</param>
internal sealed record KnownQuery(SearchQuery Query, string? CorrectedText)
{
    /// <summary>Null when a word is unknown and nothing is near it: then nothing can match.</summary>
    public static KnownQuery? Find(string text, Vocabulary vocabulary)
    {
        var query = SearchQuery.Parse(text);
        if (query is null || IsKnown(query, vocabulary))
        {
            return query is null ? null : new KnownQuery(query, null);
        }

        var words = SearchWords.Cut(text).Select(word => word.Word).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            if (!IsKnown(SearchQuery.Parse(words[i])!, vocabulary) && vocabulary.FindNear(words[i]) is { } near)
            {
                words[i] = near;
            }
        }

        var corrected = string.Join(' ', words);
        var second = SearchQuery.Parse(corrected);
        return second is not null && IsKnown(second, vocabulary) ? new KnownQuery(second, corrected) : null;
    }

    private static bool IsKnown(SearchQuery query, Vocabulary vocabulary) =>
        query.Groups.All(group => group.Any(terms => terms.All(vocabulary.Knows)));
}

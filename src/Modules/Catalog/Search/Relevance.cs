using GigGatek.Catalog.Browse;

namespace GigGatek.Catalog.Search;

/// <summary>
/// How well a product matches: a word that says what kind of part is meant counts most, then one of the name, of the brand,
/// of an attribute; a whole word more than a beginning. It depends on the product and the query alone, so the order stays
/// while others change.
/// </summary>
internal sealed class Relevance
{
    private const int ExactName = 8;
    private const int PrefixName = 5;
    private const int Brand = 4;
    private const int Elsewhere = 2;
    private const int LongestName = 63;

    private readonly SearchQuery _query;
    private readonly List<List<List<Known>>> _groups;
    private readonly Dictionary<string, KindWords> _kinds = new(StringComparer.Ordinal);

    public Relevance(SearchQuery query, Vocabulary vocabulary)
    {
        _query = query;
        _groups = [.. query.Groups.Select(group => group.Select(terms => terms.Select(term => new Known(
            term, vocabulary.Find(term.Word), term.IsPrefix ? vocabulary.BeginningWith(term.Word) : [])).ToList()).ToList())];
    }

    /// <summary>Larger is better. On ties what can be bought comes first, then the shorter name.</summary>
    public int Of(CategoryRows rows, int row)
    {
        if (!_kinds.TryGetValue(rows.Slug, out var kind))
        {
            _kinds[rows.Slug] = kind = KindWords.Of(rows.Slug, _query);
        }

        var words = rows.Words[row];
        var score = 0;
        foreach (var alternatives in _groups)
        {
            var best = 0;
            foreach (var terms in alternatives)
            {
                var sum = 0;
                foreach (var term in terms)
                {
                    sum += Math.Max(kind.Weight(term.Term), Weight(term, words));
                }

                best = Math.Max(best, sum / terms.Count);
            }

            score += best;
        }

        var canBeBought = rows.Grades[row] != 0;
        return (((score * 2) + (canBeBought ? 1 : 0)) * (LongestName + 1)) + LongestName - Math.Min(LongestName, words.OfName.Length);
    }

    private static int Weight(Known term, NameWords words)
    {
        var weight = Elsewhere;
        foreach (var word in words.OfName)
        {
            if (word == term.Exact)
            {
                return ExactName;
            }

            if (term.Beginnings.Contains(word))
            {
                weight = PrefixName;
            }
        }

        if (weight == Elsewhere && words.OfBrand.Any(word => word == term.Exact || term.Beginnings.Contains(word)))
        {
            weight = Brand;
        }

        return weight;
    }

    private sealed record Known(SearchTerm Term, int Exact, HashSet<int> Beginnings);
}

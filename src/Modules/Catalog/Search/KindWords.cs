using GigGatek.Catalog.Categories;

namespace GigGatek.Catalog.Search;

/// <summary>
/// The words of a query that name a category: "cpu" means processors, not the coolers for them; "cpu cooler" means those.
/// A category is named by what else it is called, or by all words of its name.
/// </summary>
internal sealed class KindWords
{
    private const int Names = 9;
    private const int PartOfName = 3;

    private readonly Dictionary<string, int> _weights = new(StringComparer.Ordinal);

    public static KindWords Of(string categorySlug, SearchQuery query)
    {
        var category = KnownCategories.Find(categorySlug);
        var kind = new KindWords();
        var asked = query.Groups.SelectMany(group => group).SelectMany(terms => terms).Select(term => term.Word).ToHashSet(StringComparer.Ordinal);
        foreach (var word in SearchWords.Of(category.Words))
        {
            kind._weights[word] = Names;
        }

        foreach (var name in new[] { category.Slug, category.Name })
        {
            var words = SearchWords.Cut(name).ConvertAll(word => word.Word);
            var weight = words.TrueForAll(asked.Contains) ? Names : PartOfName;
            words.ForEach(word => kind._weights[word] = Math.Max(weight, kind._weights.GetValueOrDefault(word)));
        }

        return kind;
    }

    public int Weight(SearchTerm term) => _weights.GetValueOrDefault(term.Word);
}

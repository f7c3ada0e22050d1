using GigGatek.Catalog.Browse;
using GigGatek.Catalog.Categories;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Search;

/// <summary>What a shopper may mean while typing: categories first, then the best products, each name once.</summary>
internal sealed class SuggestProducts(Sessions<CatalogDb> sessions, FreshIndex fresh, ISearchIndex search)
{
    private const int Most = 8;
    private const int MostCategories = 3;
    private const int Shortest = 2;

    public async Task<IReadOnlyList<Suggestion>> Handle(string text, CancellationToken ct)
    {
        if (text.Trim().Length < Shortest)
        {
            return [];
        }

        var query = await fresh.Read(index => KnownQuery.Find(text, index.Vocabulary)?.Query, ct);
        if (query is null)
        {
            return [];
        }

        await using var db = sessions.Read();
        var hits = await search.FindAsync(db, query, ct);
        var (categories, best) = fresh.ReadAsItIs(index => (FindCategories(index, query), FindBest(index, query, hits)));
        var slugs = best.Count == 0
            ? []
            : await db.Products.Where(product => best.Contains(product.Id)).ToDictionaryAsync(product => product.Id, product => new { product.Name, product.Slug }, ct);
        return
        [
            .. categories,
            .. best.Where(slugs.ContainsKey).Select(id => new Suggestion(slugs[id].Name, "/p/" + slugs[id].Slug)).Take(Most - categories.Count),
        ];
    }

    private static List<Suggestion> FindCategories(CatalogIndex index, SearchQuery query) =>
    [
        .. index.Tree.Ordered.Where(category => IsMeant(category, query)).Take(MostCategories)
            .Select(category => new Suggestion(category.Name, "/c/" + category.Slug)),
    ];

    private static bool IsMeant(StoredCategory category, SearchQuery query)
    {
        var words = SearchWords.Of(category.Name, category.Slug, KnownCategories.Find(category.Slug).Words);
        return query.Groups.All(group => group.Any(terms => terms.All(term =>
            words.Contains(term.Word) || (term.IsPrefix && words.Any(word => word.StartsWith(term.Word, StringComparison.Ordinal))))));
    }

    private static List<long> FindBest(CatalogIndex index, SearchQuery query, List<long> hits)
    {
        var relevance = new Relevance(query, index.Vocabulary);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var ranked = new List<(long Id, string Name, int Score)>(hits.Count);
        foreach (var id in hits)
        {
            if (index.TryFind(id, out var rows, out var row) && rows.Published[row])
            {
                ranked.Add((id, rows.Names[row], relevance.Of(rows, row)));
            }
        }

        return [.. ranked.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id).Where(hit => names.Add(hit.Name)).Take(Most).Select(hit => hit.Id)];
    }
}

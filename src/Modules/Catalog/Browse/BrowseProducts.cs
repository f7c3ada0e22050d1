using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Products;
using GigGatek.Catalog.Search;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Catalog.Browse;

/// <summary>
/// One page of what a shopper looks for. At most three statements: what has changed, which products have the words,
/// and the cards of the page. The counting in between touches only memory.
/// </summary>
internal sealed class BrowseProducts(Sessions<CatalogDb> sessions, FreshIndex fresh, ISearchIndex search, ReadCards cards, IOptions<ShopOptions> shop)
{
    private const int LargestPage = 96;

    public async Task<ProductListing> Handle(ProductQuery query, CancellationToken ct)
    {
        await fresh.Refresh(ct);
        var words = string.IsNullOrWhiteSpace(query.Text) ? null : fresh.ReadAsItIs(index => KnownQuery.Find(query.Text, index.Vocabulary));
        var found = words is null ? null : await FindHits(words.Query, ct);
        var hasText = !string.IsNullOrWhiteSpace(query.Text);
        var listing = fresh.ReadAsItIs(index => Count(index, query, hasText ? Rank(index, words, found) : null));
        return listing.Page with
        {
            Cards = await cards.Handle(listing.Ids, Conditions.GradesOf(query), ct),
            CorrectedText = listing.Page.Total > 0 ? words?.CorrectedText : null,
        };
    }

    private async Task<List<long>> FindHits(SearchQuery query, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await search.FindAsync(db, query, ct);
    }

    private static Dictionary<long, int> Rank(CatalogIndex index, KnownQuery? words, List<long>? found)
    {
        if (words is null || found is null)
        {
            return [];
        }

        var relevance = new Relevance(words.Query, index.Vocabulary);
        var ranked = new Dictionary<long, int>(found.Count);
        foreach (var id in found)
        {
            if (index.TryFind(id, out var rows, out var row) && rows.Published[row])
            {
                ranked[id] = relevance.Of(rows, row);
            }
        }

        return ranked;
    }

    private (ProductListing Page, IReadOnlyList<long> Ids) Count(CatalogIndex index, ProductQuery query, Dictionary<long, int>? hits)
    {
        var category = query.CategorySlug is null ? null : index.Tree.Find(query.CategorySlug);
        var conditions = new Conditions(query);
        var isUnknown = query.CategorySlug is not null && category is null;
        var count = ListingCount.Of(index, conditions, ScopeOf(index, category, isUnknown), hits, Math.Clamp(query.Size, 1, LargestPage));
        var page = new ProductListing(
            category is null ? null : index.Tree.Show(category, id => index.Rows(id).CountPublished),
            count.Total,
            [],
            Facets.OfAttributes(count, conditions),
            Facets.OfPrice(count, conditions, shop.Value.Currency),
            Facets.OfGrades(count, conditions),
            count.InStock,
            isUnknown ? [] : Facets.OfCategories(count, index, query.CategorySlug),
            null,
            count.Next?.Write(query.Sort),
            count.CursorIsUnknown);
        return (page, count.Ids);
    }

    private static Scope ScopeOf(CatalogIndex index, StoredCategory? category, bool isUnknown) =>
        isUnknown ? new Scope([])
        : category is null ? Scope.Everything
        : new Scope([.. index.Categories.Select(rows => rows.CategoryId).Where(id => index.Tree.IsWithin(id, category.Id))]);
}

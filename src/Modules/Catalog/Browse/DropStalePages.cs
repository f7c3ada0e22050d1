using GigGatek.Catalog.Categories;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Caching;
using GigGatek.Platform.Events;
using Microsoft.AspNetCore.OutputCaching;

namespace GigGatek.Catalog.Browse;

/// <summary>
/// Drops the cached pages that show what has changed: a product's own page, the lists of its category and of those above,
/// and the home page; after an import, all. The index is brought up to date first, so that no page is made anew from old counts.
/// </summary>
internal sealed class DropStalePages(FreshIndex fresh, IEnumerable<IOutputCacheStore> stores)
    : IEventHandler<ProductChanged>, IEventHandler<CatalogueChanged>
{
    public async Task HandleAsync(ProductChanged happened, EventContext context, CancellationToken ct)
    {
        var categories = await fresh.Read(index => SlugsUpwards(index.Tree, index.Tree.Find(happened.CategorySlug)), ct);
        await Drop(["product:" + happened.Slug, "home", .. categories.Select(slug => "category:" + slug)], ct);
    }

    public Task HandleAsync(CatalogueChanged happened, EventContext context, CancellationToken ct) => HandleAll(ct);

    /// <summary>The pages of products that any process has changed.</summary>
    public async Task Handle(IReadOnlyList<(string Slug, long CategoryId)> products, CancellationToken ct)
    {
        var categories = await fresh.Read(index => products.SelectMany(product => SlugsUpwards(index.Tree, index.Tree.Find(product.CategoryId))).Distinct().ToList(), ct);
        await Drop(["home", "search", .. products.Select(product => "product:" + product.Slug), .. categories.Select(slug => "category:" + slug)], ct);
    }

    public async Task HandleAll(CancellationToken ct)
    {
        await fresh.Refresh(ct);
        await Drop([PublicPages.CatalogTag], ct);
    }

    private static List<string> SlugsUpwards(CategoryTree tree, StoredCategory? category)
    {
        var slugs = new List<string>();
        for (var at = category; at is not null; at = at.ParentId is { } parent ? tree.Find(parent) : null)
        {
            slugs.Add(at.Slug);
        }

        return slugs;
    }

    private async Task Drop(IEnumerable<string> tags, CancellationToken ct)
    {
        foreach (var store in stores)
        {
            foreach (var tag in tags)
            {
                await store.EvictByTagAsync(tag, ct);
            }
        }
    }
}

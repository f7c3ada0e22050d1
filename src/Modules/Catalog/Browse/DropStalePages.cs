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
        var categories = await fresh.Read(index => SlugsUpwards(index.Tree, happened.CategorySlug), ct);
        await Drop(["product:" + happened.Slug, "home", .. categories.Select(slug => "category:" + slug)], ct);
    }

    public async Task HandleAsync(CatalogueChanged happened, EventContext context, CancellationToken ct)
    {
        await fresh.Refresh(ct);
        await Drop([PublicPages.CatalogTag], ct);
    }

    private static List<string> SlugsUpwards(CategoryTree tree, string slug)
    {
        var slugs = new List<string> { slug };
        for (var parent = tree.Find(slug)?.ParentId; parent is { } id && tree.Find(id) is { } category; parent = category.ParentId)
        {
            slugs.Add(category.Slug);
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

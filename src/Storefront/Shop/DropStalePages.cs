using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Caching;
using GigGatek.Platform.Events;
using Microsoft.AspNetCore.OutputCaching;

namespace GigGatek.Storefront.Shop;

/// <summary>Drops cached pages that show what has changed. Dropping twice does no harm.</summary>
internal sealed class DropStalePages(IOutputCacheStore pages) : IEventHandler<ProductChanged>, IEventHandler<CatalogueChanged>
{
    public async Task HandleAsync(ProductChanged happened, EventContext context, CancellationToken ct)
    {
        foreach (var tag in new[] { "product:" + happened.Slug, "category:" + happened.CategorySlug, "search", "home" })
        {
            await pages.EvictByTagAsync(tag, ct);
        }
    }

    public async Task HandleAsync(CatalogueChanged happened, EventContext context, CancellationToken ct) =>
        await pages.EvictByTagAsync(PublicPages.CatalogTag, ct);
}

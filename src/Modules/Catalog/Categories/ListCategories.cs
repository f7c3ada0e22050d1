using GigGatek.Catalog.Browse;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Categories;

/// <summary>The tree with counts, from memory. A job keeps it fresh within seconds, an import in this process at once.</summary>
internal sealed class ListCategories(FreshIndex fresh)
{
    public Task<IReadOnlyList<Category>> Handle(CancellationToken ct) => fresh.ReadRecent<IReadOnlyList<Category>>(
        index => [.. index.Tree.Ordered.Select(category => index.Tree.Show(category, id => index.Rows(id).CountPublished))], ct);
}

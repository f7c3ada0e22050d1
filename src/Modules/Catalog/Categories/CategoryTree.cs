using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Categories;

/// <summary>The categories in display order, parents before children.</summary>
internal sealed class CategoryTree
{
    private readonly Dictionary<string, StoredCategory> _bySlug;
    private readonly Dictionary<long, StoredCategory> _byId;

    public CategoryTree(IReadOnlyList<StoredCategory> categories)
    {
        _byId = categories.ToDictionary(category => category.Id);
        _bySlug = categories.ToDictionary(category => category.Slug, StringComparer.Ordinal);
        Ordered = [.. Below(categories.ToLookup(category => category.ParentId), null)];
    }

    public static CategoryTree Empty { get; } = new([]);

    public IReadOnlyList<StoredCategory> Ordered { get; }

    public StoredCategory? Find(string slug) => _bySlug.GetValueOrDefault(slug);

    public StoredCategory? Find(long id) => _byId.GetValueOrDefault(id);

    /// <summary>True for the category itself and for those above it.</summary>
    public bool IsWithin(long id, long ancestor)
    {
        for (var at = Find(id); at is not null; at = at.ParentId is { } parent ? Find(parent) : null)
        {
            if (at.Id == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>With the counts of its children.</summary>
    public Category Show(StoredCategory category, Func<long, int> countProducts) => new(
        category.Slug,
        category.Name,
        category.ParentId is { } parent ? Find(parent)?.Slug : null,
        category.Position,
        Ordered.Where(other => IsWithin(other.Id, category.Id)).Sum(other => countProducts(other.Id)));

    private static IEnumerable<StoredCategory> Below(ILookup<long?, StoredCategory> children, long? parent) =>
        children[parent].OrderBy(category => category.Position).ThenBy(category => category.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(category => category.Id)
            .SelectMany(category => Below(children, category.Id).Prepend(category));
}

using System.Runtime.InteropServices;
using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Products;
using GigGatek.Catalog.Search;

namespace GigGatek.Catalog.Browse;

/// <summary>
/// The catalogue in memory, for counting: see docs/decisions/0008. Not thread-safe: <see cref="FreshIndex"/> guards it.
/// </summary>
internal sealed class CatalogIndex
{
    private readonly Dictionary<long, CategoryRows> _byCategory = [];
    private readonly Dictionary<long, (CategoryRows Rows, int Row)> _places = [];

    /// <summary>The newest change that is in it.</summary>
    public long LastSeq { get; private set; }

    public CategoryTree Tree { get; private set; } = CategoryTree.Empty;

    public Vocabulary Vocabulary { get; } = new();

    public IReadOnlyCollection<CategoryRows> Categories => _byCategory.Values;

    /// <summary>Takes over the tree; products of categories that it does not know must not come before.</summary>
    public void SetTree(IReadOnlyList<StoredCategory> categories)
    {
        Tree = new CategoryTree(categories);
        foreach (var category in categories)
        {
            ref var rows = ref CollectionsMarshal.GetValueRefOrAddDefault(_byCategory, category.Id, out _);
            rows ??= new CategoryRows(category.Id, category.Slug, Vocabulary);
        }
    }

    public bool KnowsCategories(IEnumerable<ListedProduct> products) => products.All(product => _byCategory.ContainsKey(product.CategoryId));

    /// <summary>Puts products in or brings them up to date, in the order of their changes. What it has already it leaves alone.</summary>
    public void Apply(IReadOnlyList<ListedProduct> changed)
    {
        foreach (var product in changed)
        {
            if (product.ChangeSeq > LastSeq)
            {
                Apply(product);
                LastSeq = product.ChangeSeq;
            }
        }
    }

    public bool TryFind(long productId, out CategoryRows rows, out int row)
    {
        var found = _places.TryGetValue(productId, out var place);
        (rows, row) = place;
        return found;
    }

    public CategoryRows Rows(long categoryId) => _byCategory[categoryId];

    private void Apply(ListedProduct product)
    {
        var category = _byCategory[product.CategoryId];
        if (_places.TryGetValue(product.Id, out var place) && place.Rows != category)
        {
            place.Rows.Set(place.Row, product with { Published = false }, default);    // moved: its old row stays, unseen
            _places.Remove(product.Id);
        }

        if (!_places.TryGetValue(product.Id, out place))
        {
            place = (category, category.Add(product));
            _places.Add(product.Id, place);
        }

        category.SetAttributes(place.Row, AttributeJson.Read(category.Slug, product.Attributes));
        category.Set(place.Row, product, LearnWords(product));
        category.CountWords(place.Row);
    }

    private NameWords LearnWords(ListedProduct product)
    {
        var brand = SearchWords.OfValue(product.Brand);
        var ofName = SearchWords.Of(product.Name);
        ofName.ExceptWith(brand);
        return new NameWords(Vocabulary.NumbersOf(ofName), Vocabulary.NumbersOf(brand));
    }
}

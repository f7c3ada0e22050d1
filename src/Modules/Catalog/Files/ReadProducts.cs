using System.Runtime.CompilerServices;
using GigGatek.Catalog.Products;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Files;

/// <summary>The whole catalogue as rows of a file, in id order and in constant memory.</summary>
internal sealed class ReadProducts(Sessions<CatalogDb> sessions)
{
    private const int PageSize = 500;

    /// <param name="categoriesBySlug">True: rows name their category by its slug; false: by the name that people read.</param>
    public async IAsyncEnumerable<FileRow> Handle(bool categoriesBySlug, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = sessions.Read();
        var categories = await db.Categories.ToDictionaryAsync(category => category.Id, ct);
        var last = 0L;
        while (true)
        {
            var products = await db.Products.Where(product => product.Id > last).OrderBy(product => product.Id).Take(PageSize).ToListAsync(ct);
            if (products.Count == 0)
            {
                yield break;
            }

            var first = products[0].Id;
            last = products[^1].Id;
            var variants = (await db.Variants.Where(variant => variant.ProductId >= first && variant.ProductId <= last).ToListAsync(ct))
                .ToLookup(variant => variant.ProductId);
            foreach (var product in products)
            {
                var category = categories[product.CategoryId];
                yield return Row(product, variants[product.Id], category.Slug, categoriesBySlug ? category.Slug : category.Name);
            }
        }
    }

    /// <summary>The names of all attributes, in their order of appearance.</summary>
    public async Task<IReadOnlyList<string>> ListAttributeNames(CancellationToken ct)
    {
        var names = new OrderedDictionary<string, bool>();
        await foreach (var row in Handle(categoriesBySlug: true, ct))
        {
            foreach (var attribute in row.Attributes)
            {
                names.TryAdd(attribute.Name, true);
            }
        }

        return names.Keys;
    }

    private static FileRow Row(StoredProduct product, IEnumerable<StoredVariant> variants, string categorySlug, string category) => new()
    {
        Slug = product.Slug,
        Name = product.Name,
        Category = category,
        Brand = product.Brand,
        Description = product.Description.Length == 0 ? null : product.Description,
        Published = product.Published,
        NewPrice = product.NewPrice,
        Attributes = AttributeJson.Read(categorySlug, product.Attributes),
        Variants =
        [
            .. variants.OrderBy(variant => variant.Grade)
                .Select(variant => new FileVariant(variant.Sku, variant.Grade, variant.Price, variant.Available, variant.WarrantyMonths)),
        ],
    };
}

using GigGatek.Catalog.Browse;
using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Products;
using GigGatek.Catalog.Search;
using GigGatek.Catalog.Stock;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Admin;

/// <summary>Changes a product's words and whether shoppers see it. Its address stays, so links to it stay good.</summary>
internal sealed class EditWords(Sessions<CatalogDb> sessions, ISearchIndex search, FreshIndex fresh, TimeProvider clock)
{
    public async Task<Result> Handle(Actor actor, EditProduct command, CancellationToken ct)
    {
        var edit = command with { Name = command.Name.Trim(), Brand = command.Brand.Trim(), Description = command.Description.Trim() };
        var fault = ProductRules.CheckName(edit.Name) ?? ProductRules.CheckBrand(edit.Brand) ?? ProductRules.CheckDescription(edit.Description);
        if (fault is not null)
        {
            return fault;
        }

        var result = await sessions.WriteAsync(db => Edit(db, actor, edit, ct), ct);
        fresh.MarkStale();
        return result;
    }

    private async Task<Result> Edit(CatalogDb db, Actor actor, EditProduct edit, CancellationToken ct)
    {
        var before = await db.Cards(db.Products.Where(product => product.Id == edit.ProductId)).FirstOrDefaultAsync(ct);
        if (before is null)
        {
            return Refusals.NoProduct;
        }

        var attributes = AttributeJson.Read(before.CategorySlug, before.Product.Attributes);
        var identity = before.Product.Name == edit.Name ? before.Product.Identity : await FreeIdentity(db, before.CategorySlug, edit.Name, attributes, ct);
        var now = clock.GetUtcNow();
        var changed = await db.Products.Where(product => product.Id == edit.ProductId && product.Version == edit.Version)
            .Set(product => product.Identity, identity).Set(product => product.Name, edit.Name).Set(product => product.Brand, edit.Brand)
            .Set(product => product.Description, edit.Description).Set(product => product.Published, edit.Published)
            .Set(product => product.UpdatedAt, now).Set(product => product.Version, product => product.Version + 1)
            .UpdateAsync(ct);
        if (changed == 0)
        {
            return Refusals.ChangedMeanwhile;
        }

        var words = PreparedProduct.SearchText(edit.Name, edit.Brand, KnownCategories.Find(before.CategorySlug), attributes);
        await search.ReplaceAsync(db, new SearchDocument(edit.ProductId, words), ct);
        await db.AnnounceStockAsync([edit.ProductId], ct);
        await db.PublishAsync(new ChangeMade(actor, "product.edit", before.Product.Slug, Describe(before.Product, edit), now), ct);
        return Result.Done;
    }

    /// <summary>Files name the product by its new name from now on.</summary>
    private static async Task<string> FreeIdentity(CatalogDb db, string categorySlug, string name, List<NamedValue> attributes, CancellationToken ct)
    {
        for (var twin = 0; ; twin++)
        {
            var identity = ProductIdentity.Of(categorySlug, name, attributes, twin);
            if (!await db.Products.AnyAsync(product => product.Identity == identity, ct))
            {
                return identity;
            }
        }
    }

    private static string Describe(StoredProduct before, EditProduct after)
    {
        string?[] changes =
        [
            before.Name == after.Name ? null : $"name: {before.Name} → {after.Name}",
            before.Brand == after.Brand ? null : $"brand: {before.Brand} → {after.Brand}",
            before.Description == after.Description ? null : "description",
            before.Published == after.Published ? null : after.Published ? "published" : "hidden",
        ];
        return string.Join("; ", changes.OfType<string>());
    }
}

using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Search;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Products;

/// <summary>Compares a batch with the shop: a handful of statements, however many rows.</summary>
internal sealed class PlanBatch(Ids ids)
{
    public async Task<BatchPlan> Plan(CatalogDb db, List<PreparedProduct> rows, string currency, CancellationToken ct)
    {
        var plan = new BatchPlan();
        var known = await KnownRows.Load(db, rows, ct);
        var categories = await PlanCategories(db, rows, plan, ct);
        foreach (var row in rows)
        {
            var owners = known.OwnersOf(row.Source.Variants);
            if (owners.Count > 1)
            {
                plan.Refused.Add(new RefusedProduct(row.Index, "Its SKUs belong to different products of the shop. Give each product its own row."));
                continue;
            }

            var before = owners.Count == 1 ? known.Product(owners[0]) : known.ProductLike(row);
            if (before is null)
            {
                await PlanNew(db, row, categories[row.Category.Slug], currency, known, plan, ct);
            }
            else if (!known.TryClaim(before.Id))
            {
                plan.Refused.Add(new RefusedProduct(row.Index, "The same product stands in the file twice, by its SKU. Remove one of the rows."));
            }
            else
            {
                PlanUpdate(row, before, categories[row.Category.Slug], known, plan);
            }
        }

        return plan;
    }

    private async Task<Dictionary<string, long>> PlanCategories(CatalogDb db, List<PreparedProduct> rows, BatchPlan plan, CancellationToken ct)
    {
        var idOf = await db.Categories.ToDictionaryAsync(category => category.Slug, category => category.Id, ct);
        foreach (var category in rows.Select(row => row.Category).DistinctBy(category => category.Slug))
        {
            long? parent = category.Group is null ? null : IdOf(KnownCategories.Find(category.Group), null);
            IdOf(category, parent);
        }

        return idOf;

        long IdOf(KnownCategory category, long? parent)
        {
            if (!idOf.TryGetValue(category.Slug, out var id))
            {
                idOf[category.Slug] = id = ids.Next();
                plan.NewCategories.Add(new StoredCategory { Id = id, Slug = category.Slug, Name = category.Name, ParentId = parent, Position = category.Position });
            }

            return id;
        }
    }

    private async Task PlanNew(
        CatalogDb db, PreparedProduct row, long categoryId, string currency, KnownRows known, BatchPlan plan, CancellationToken ct)
    {
        var source = row.Source;
        var identity = await FreeIdentity(db, row, known, ct);
        var id = ids.Next();
        var variants = source.Variants.Select(variant => NewVariant(id, identity, variant)).ToList();
        if (variants.FirstOrDefault(variant => !known.TryTakeSku(variant.Sku)) is { } taken)
        {
            plan.Refused.Add(new RefusedProduct(row.Index, $"The SKU {taken.Sku} stands in the file twice. Give each variant its own."));
            return;
        }

        plan.NewProducts.Add(new StoredProduct
        {
            Id = id,
            Identity = identity,
            Slug = known.TakeSlug(row.Slug, identity),
            Name = source.Name,
            Brand = row.Brand,
            CategoryId = categoryId,
            Description = source.Description ?? "",
            Published = source.Published ?? true,
            Currency = currency,
            NewPrice = source.NewPrice,
            Attributes = row.Attributes ?? "{}",
            PriceFrom = ProductFacts.LowestPrice(variants),
            GradesInStock = ProductFacts.BuyableGrades(variants),
            PriceExcellent = ProductFacts.PriceOf(Grade.Excellent, variants),
            PriceGood = ProductFacts.PriceOf(Grade.Good, variants),
            PriceFair = ProductFacts.PriceOf(Grade.Fair, variants),
        });
        plan.NewVariants.AddRange(variants);
        plan.NewDocuments.Add(new SearchDocument(id, row.Words));
    }

    private StoredVariant NewVariant(long productId, string identity, ImportedVariant variant) => new()
    {
        Id = ids.Next(),
        ProductId = productId,
        Sku = variant.Sku ?? MakeSku(identity, variant.Grade),
        Grade = variant.Grade,
        Price = variant.Price,
        Available = variant.Stock,
        Received = variant.Stock,
        WarrantyMonths = variant.WarrantyMonths ?? GradePromises.WarrantyMonths(variant.Grade),
    };

    private void PlanUpdate(PreparedProduct row, StoredProduct before, long categoryId, KnownRows known, BatchPlan plan)
    {
        var source = row.Source;
        var attributes = row.Attributes is null || AttributeJson.AreEqual(before.Attributes, row.Attributes) ? before.Attributes : row.Attributes;
        var isSame = row.Attributes is null || (before.Name == source.Name && before.Attributes == attributes && before.CategoryId == categoryId);
        var after = new StoredProduct
        {
            Id = before.Id,
            Identity = isSame || known.IsIdentityTaken(row.Identity) ? before.Identity : row.Identity,
            Name = source.Name,
            Brand = source.Brand ?? (before.Name == source.Name ? before.Brand : Brands.Of(source.Name)),
            CategoryId = categoryId,
            Description = source.Description ?? before.Description,
            Published = source.Published ?? before.Published,
            NewPrice = source.NewPrice,
            Attributes = attributes,
        };
        var variants = known.VariantsOf(before.Id);
        var updates = new List<VariantUpdate>();
        var added = new List<StoredVariant>();
        foreach (var variant in source.Variants)
        {
            var stored = variants.FirstOrDefault(candidate => candidate.Grade == variant.Grade);
            if (stored is null)
            {
                added.Add(NewVariant(before.Id, before.Identity, variant));
            }
            else if (Change(stored, variant, before.NewPrice != after.NewPrice) is { } change)
            {
                updates.Add(change);
            }
        }

        if (HasSameWords(before, after) && before.NewPrice == after.NewPrice && before.Published == after.Published
            && before.Description == after.Description && before.CategoryId == after.CategoryId && updates.Count + added.Count == 0)
        {
            plan.Unchanged++;
            return;
        }

        if (updates.Select(change => change.Sku).Concat(added.Select(variant => variant.Sku)).FirstOrDefault(sku => known.IsSkuOfAnother(sku, before.Id)) is { } taken)
        {
            plan.Refused.Add(new RefusedProduct(row.Index, $"The SKU {taken} belongs to another product."));
            return;
        }

        var document = HasSameWords(before, after) && before.CategoryId == after.CategoryId
            ? null
            : new SearchDocument(before.Id, PreparedProduct.SearchText(after.Name, after.Brand, row.Category, AttributeJson.Read(row.Category.Slug, after.Attributes)));
        plan.Updates.Add(new ProductUpdate(before, after, updates, added, document));
    }

    private static bool HasSameWords(StoredProduct before, StoredProduct after) =>
        before.Name == after.Name && before.Brand == after.Brand && before.Attributes == after.Attributes;

    private static VariantUpdate? Change(StoredVariant stored, ImportedVariant variant, bool newPriceChanged)
    {
        var price = variant.PriceIsStated || newPriceChanged ? variant.Price : stored.Price;
        var change = new VariantUpdate(
            stored.Id, variant.Sku ?? stored.Sku, price, variant.WarrantyMonths ?? stored.WarrantyMonths,
            variant.StockIsCounted ? variant.Stock - stored.Available : 0);
        return change == new VariantUpdate(stored.Id, stored.Sku, stored.Price, stored.WarrantyMonths, 0) ? null : change;
    }

    /// <summary>A row that names its own, unknown SKUs is another part than the one that is like it.</summary>
    private static async Task<string> FreeIdentity(CatalogDb db, PreparedProduct row, KnownRows known, CancellationToken ct)
    {
        var identity = row.Identity;
        for (var twin = 1; known.IsIdentityTaken(identity) || (twin > 1 && await db.Products.AnyAsync(product => product.Identity == identity, ct)); twin++)
        {
            identity = ProductIdentity.Of(row.Category.Slug, row.Source.Name, row.Source.Attributes ?? [], twin);
        }

        known.TakeIdentity(identity);
        return identity;
    }

    private static string MakeSku(string identity, Grade grade) =>
        $"GG-{ProductIdentity.Short(identity, 10).ToUpperInvariant()}-{grade.ToString()[0]}";
}

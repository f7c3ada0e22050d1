using GigGatek.Catalog.Search;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Catalog.Products;

/// <summary>Works out what a batch changes, and writes it, within the caller's transaction.</summary>
internal sealed class SaveBatch(PlanBatch planner, ISearchIndex search, ISqlDialect dialect)
{
    private static readonly string[] ProductColumns =
    [
        "id", "identity", "slug", "name", "brand", "category_id", "description", "published", "currency", "new_price", "attributes",
        "price_from", "grades_in_stock", "price_excellent", "price_good", "price_fair", "change_seq", "created_at", "updated_at", "version",
    ];

    private static readonly string[] VariantColumns =
    [
        "id", "product_id", "sku", "grade", "price", "available", "reserved", "received", "sold", "returned", "warranty_months", "version",
    ];

    public Task<BatchPlan> Plan(CatalogDb db, List<PreparedProduct> prepared, string currency, CancellationToken ct) =>
        planner.Plan(db, prepared, currency, ct);

    public async Task Write(CatalogDb db, BatchPlan plan, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var category in plan.NewCategories)
        {
            await db.InsertAsync(category, token: ct);
        }

        var seq = await db.TakeChangeNumbersAsync(plan.NewProducts.Count + plan.Updates.Count, ct);
        await InsertProducts(db, plan.NewProducts, seq, now, ct);
        await InsertVariants(db, plan.NewVariants, ct);
        await search.AddAsync(db, plan.NewDocuments, ct);
        foreach (var update in plan.Updates)
        {
            await Update(db, update, now, ct);
        }

        await db.RefreshFactsAsync([.. plan.Updates.Select(update => update.Before.Id)], ct);
    }

    private async Task InsertProducts(CatalogDb db, List<StoredProduct> products, long seq, DateTimeOffset now, CancellationToken ct)
    {
        var at = now.ToUnixTimeMilliseconds();
        await using var insert = new RowInserter(db, "catalog_products", ProductColumns, dialect.RowsPerInsert);
        foreach (var product in products)
        {
            await insert.Add(
                [
                    product.Id, product.Identity, product.Slug, product.Name, product.Brand, product.CategoryId, product.Description, product.Published,
                    product.Currency, product.NewPrice, product.Attributes, product.PriceFrom, product.GradesInStock,
                    product.PriceExcellent, product.PriceGood, product.PriceFair, seq++, at, at, 1L,
                ],
                ct);
        }

        await insert.Flush(ct);
    }

    private async Task InsertVariants(CatalogDb db, IEnumerable<StoredVariant> variants, CancellationToken ct)
    {
        await using var insert = new RowInserter(db, "catalog_variants", VariantColumns, dialect.RowsPerInsert);
        foreach (var variant in variants)
        {
            await insert.Add(
                [
                    variant.Id, variant.ProductId, variant.Sku, variant.Grade.ToString(), variant.Price, variant.Available, variant.Reserved, variant.Received,
                    variant.Sold, variant.Returned, variant.WarrantyMonths, 1L,
                ],
                ct);
        }

        await insert.Flush(ct);
    }

    private async Task Update(CatalogDb db, ProductUpdate update, DateTimeOffset now, CancellationToken ct)
    {
        var after = update.After;
        await db.Products.Where(product => product.Id == after.Id)
            .Set(product => product.Identity, after.Identity).Set(product => product.Name, after.Name).Set(product => product.Brand, after.Brand)
            .Set(product => product.CategoryId, after.CategoryId).Set(product => product.Description, after.Description)
            .Set(product => product.Published, after.Published).Set(product => product.NewPrice, after.NewPrice)
            .Set(product => product.Attributes, after.Attributes).Set(product => product.UpdatedAt, now)
            .Set(product => product.Version, product => product.Version + 1)
            .UpdateAsync(ct);
        foreach (var variant in update.Variants)
        {
            await db.Variants.Where(row => row.Id == variant.Id)
                .Set(row => row.Sku, variant.Sku).Set(row => row.Price, variant.Price).Set(row => row.WarrantyMonths, variant.WarrantyMonths)
                .Set(row => row.Available, row => row.Available + variant.Received).Set(row => row.Received, row => row.Received + variant.Received)
                .Set(row => row.Version, row => row.Version + 1)
                .UpdateAsync(ct);
        }

        await InsertVariants(db, update.NewVariants, ct);
        if (update.Document is not null)
        {
            await search.ReplaceAsync(db, update.Document, ct);
        }
    }
}

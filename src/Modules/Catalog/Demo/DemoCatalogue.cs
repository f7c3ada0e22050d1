using GigGatek.Catalog.Files;
using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;
using LinqToDB.Async;
using Microsoft.Extensions.Options;

namespace GigGatek.Catalog.Demo;

internal sealed class DemoCatalogue(Sessions<CatalogDb> sessions, SaveProducts products, IOptions<ShopOptions> shop) : IDemoCatalogue
{
    /// <summary>Every ninth part of each category, from its first on.</summary>
    private const int SmallShare = 9;

    public async Task<ImportCounts> LoadAsync(DemoSize size, CancellationToken ct)
    {
        if (size == DemoSize.None || await HasProducts(ct))
        {
            return new ImportCounts(0, 0, 0, 0, 0, 0);
        }

        var rows = await Read(size, ct);
        var run = new SaveRun();
        var saved = await products.Handle(run, SaveProducts.Prepare(run, [.. rows.Select(ImportFile.Product)]), ct);
        return new ImportCounts(rows.Count, saved.Created, saved.Updated, saved.Unchanged, saved.Refused.Count, saved.NewCategories);
    }

    private async Task<bool> HasProducts(CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Products.AnyAsync(ct);
    }

    private async Task<List<FileRow>> Read(DemoSize size, CancellationToken ct)
    {
        await using var file = typeof(DemoCatalogue).Assembly.GetManifestResourceStream("demo-catalogue.jsonl")!;
        var rows = new List<FileRow>();
        var ofCategory = new Dictionary<string, int>();
        await foreach (var read in JsonLinesReader.ReadAsync(file, new FileContext(null, shop.Value.Currency, slug => slug), ct))
        {
            var row = read.Row ?? throw new InvalidDataException($"Line {read.Line} of the demo catalogue: {read.Reason}");
            var before = ofCategory.GetValueOrDefault(row.Category);
            ofCategory[row.Category] = before + 1;
            if (size == DemoSize.Full || before % SmallShare == 0)
            {
                rows.Add(row);
            }
        }

        return rows;
    }
}

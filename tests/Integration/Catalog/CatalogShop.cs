using System.Text.Json;
using GigGatek.Catalog.Demo;
using GigGatek.Catalog.Files;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Integration.Catalog;

/// <summary>A shop of the catalog alone, with the demo catalogue in it.</summary>
public sealed class CatalogShop : IAsyncLifetime
{
    private int _parts;

    public TestShop Shop { get; } = new() { Modules = "catalog" };

    public ICatalog Catalog => Shop.Get<ICatalog>();

    public IStock Stock => Shop.Get<IStock>();

    public ICatalogAdmin Admin => Shop.Get<ICatalogAdmin>();

    public static Actor Owner { get; } = new(1, "owner");

    public async ValueTask InitializeAsync()
    {
        await Shop.InitializeAsync();
        (await Shop.Get<IDemoCatalogue>().LoadAsync(DemoSize.Full, CancellationToken.None)).Created.ShouldBe(1000);
    }

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    /// <summary>Imports lines as a file of this category would bring them.</summary>
    public Task<ImportCounts> Import(string category, params object[] lines) => Import(Shop, category, lines);

    /// <summary>The same into any shop.</summary>
    public static async Task<ImportCounts> Import(TestShop shop, string category, params object[] lines)
    {
        var folder = Directory.CreateTempSubdirectory("giggatek-lines-");
        try
        {
            var file = Path.Combine(folder.FullName, category + ".jsonl");
            await File.WriteAllLinesAsync(file, lines.Select(line => line as string ?? JsonSerializer.Serialize(line)));
            var report = await shop.Get<ICatalogFiles>().ImportAsync(new ImportFiles([file]), null, CancellationToken.None);
            report.Error.ShouldBeNull();
            return report.Value!.Counts;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A part of its own for one test, with this many units in Good condition at a price.</summary>
    public async Task<Variant> HasPart(int units, long price = 100_00, string category = "widget")
    {
        var name = $"Testpart {Interlocked.Increment(ref _parts)} {category}";
        var slug = await Add(category, new { name, price = price / 100m * 2, variants = new[] { new { grade = "Good", price = price / 100m, stock = units } } });
        return (await Catalog.FindProductAsync(slug, CancellationToken.None))!.Variants.Single();
    }

    /// <summary>Imports one line and answers the slug of the product that it made.</summary>
    public async Task<string> Add(string category, object line)
    {
        var before = await Slugs();
        (await Import(category, line)).Created.ShouldBe(1);
        return (await Slugs()).Except(before).Single();
    }

    public async Task<Variant> Variant(string sku)
    {
        var offer = (await Catalog.FindOffersAsync([sku], CancellationToken.None)).Single();
        return new Variant(offer.Sku, offer.Grade, offer.Price, offer.Available, offer.WarrantyMonths);
    }

    private async Task<HashSet<string>> Slugs() =>
        [.. (await Catalog.ListProductLinksAsync(null, CancellationToken.None)).Items.Select(link => link.Slug)];
}

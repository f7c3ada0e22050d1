using GigGatek.Catalog.Demo;
using GigGatek.Catalog.Files;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Integration.Catalog;

/// <summary>The demo catalogue: the same in every shop, priced below new, and never in the way of what the owner did.</summary>
public sealed class DemoTests : IAsyncLifetime
{
    private readonly TestShop _shop = new() { Modules = "catalog" };
    private readonly TestShop _other = new() { Modules = "catalog" };

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        await _other.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Two_shops_get_the_same_grades_stock_and_prices()
    {
        await Load(_shop, DemoSize.Full);
        await Load(_other, DemoSize.Full);
        (await Export(_shop)).ShouldBe(await Export(_other));
    }

    [Fact]
    public async Task Every_price_is_below_the_new_one_and_falls_with_the_grade()
    {
        await Load(_shop, DemoSize.Full);
        var products = await All(_shop);
        products.Count.ShouldBe(1000);
        var priced = products.Where(product => product.NewPrice is not null).ToList();
        priced.Count.ShouldBeGreaterThan(900);
        foreach (var product in priced)
        {
            var prices = product.Variants.Select(variant => variant.Price!.Value.Minor).ToList();
            prices.Count.ShouldBe(3);
            prices.ShouldBe(prices.OrderDescending());
            prices.Distinct().Count().ShouldBe(3, product.Name);
            prices[0].ShouldBeLessThan(product.NewPrice!.Value.Minor, product.Name);
        }

        products.Except(priced).SelectMany(product => product.Variants).ShouldAllBe(variant => variant.Price == null && variant.Available == 0);
        priced.Count(product => product.Variants.Any(variant => variant.Available > 0)).ShouldBeGreaterThan(priced.Count * 9 / 10);
        priced.Count(product => product.Variants.Any(variant => variant.Available == 0)).ShouldBeGreaterThan(priced.Count / 10);    // a shop has gaps
        await _shop.ShouldBalance();
    }

    [Theory]
    [InlineData(DemoSize.None, 0, 0)]
    [InlineData(DemoSize.Small, 100, 140)]
    [InlineData(DemoSize.Full, 1000, 1000)]
    public async Task It_comes_in_three_sizes_with_parts_of_every_category(DemoSize size, int atLeast, int atMost)
    {
        (await Load(_shop, size)).Created.ShouldBeInRange(atLeast, atMost);
        if (size != DemoSize.None)
        {
            (await _shop.Get<ICatalog>().ListCategoriesAsync(CancellationToken.None)).Count(category => category.Products > 0 && category.ParentSlug is not null).ShouldBe(20);
        }
    }

    [Fact]
    public async Task Where_there_are_products_it_does_nothing_and_cut_off_it_leaves_nothing_half()
    {
        using var cut = new CancellationTokenSource();
        var loading = _shop.Get<IDemoCatalogue>().LoadAsync(DemoSize.Full, cut.Token);
        await cut.CancelAsync();
        await loading.ContinueWith(_ => { }, TaskScheduler.Default);
        (await All(_shop)).Count.ShouldBeOneOf(0, 1000);

        await Load(_other, DemoSize.Small);
        var small = (await All(_other)).Count;
        (await Load(_other, DemoSize.Full)).Created.ShouldBe(0);
        (await All(_other)).Count.ShouldBe(small);
    }

    private static Task<ImportCounts> Load(TestShop shop, DemoSize size) => shop.Get<IDemoCatalogue>().LoadAsync(size, CancellationToken.None);

    private static async Task<string> Export(TestShop shop)
    {
        var file = Path.Combine(shop.Folder, "all.jsonl");
        (await shop.Get<ICatalogFiles>().ExportAsync(ExportFormat.Jsonl, file, null, CancellationToken.None)).Error.ShouldBeNull();
        return await File.ReadAllTextAsync(file);
    }

    private static async Task<List<Product>> All(TestShop shop)
    {
        var catalog = shop.Get<ICatalog>();
        var slugs = (await catalog.ListProductLinksAsync(null, CancellationToken.None)).Items.Select(link => link.Slug);
        var products = new List<Product>();
        foreach (var four in slugs.Chunk(4))
        {
            products.AddRange(await catalog.FindProductsAsync(four, CancellationToken.None));
        }

        return products;
    }
}

using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;

namespace GigGatek.Tests.Integration.Catalog;

/// <summary>Lists, facets and pages, through the contract.</summary>
public sealed class BrowseTests(CatalogShop shop) : IClassFixture<CatalogShop>
{
    [Fact]
    public async Task A_category_has_its_products_with_facets()
    {
        var listing = await Browse(new ProductQuery("cpu"));
        listing.Category!.Name.ShouldBe("Processors");
        listing.Category.ParentSlug.ShouldBe("components");
        listing.Total.ShouldBe(listing.Category.Products);
        listing.Cards.Count.ShouldBe(24);
        listing.Cards.ShouldAllBe(card => card.CategorySlug == "cpu");
        listing.Facets.Single(facet => facet.Name == "core_count").IsRange.ShouldBeTrue();
        var families = listing.Facets.Single(facet => facet.Name == "microarchitecture");
        families.Values.Select(value => value.Count).ShouldBe(families.Values.Select(value => value.Count).OrderDescending());
        listing.Price.Min.ShouldNotBeNull();
        listing.Grades.Select(grade => grade.Value).ShouldBe(["Excellent", "Good", "Fair"]);
    }

    [Fact]
    public async Task Choosing_a_value_gives_as_many_as_its_count_said()
    {
        foreach (var category in new[] { "cpu", "memory", "video-card", "internal-hard-drive", "monitor" })
        {
            foreach (var facet in (await Browse(new ProductQuery(category))).Facets.Where(facet => !facet.IsRange))
            {
                foreach (var value in facet.Values.Take(3))
                {
                    var narrowed = await Browse(new ProductQuery(category, Filters: [new AttributeFilter(facet.Name, [value.Value])]));
                    narrowed.Total.ShouldBe(value.Count, $"{category} {facet.Name} {value.Value}");
                    var same = narrowed.Facets.Single(other => other.Name == facet.Name);
                    same.Values.Single(other => other.Value == value.Value).ShouldBe(value with { Selected = true });
                    same.Values.Count.ShouldBe(facet.Values.Count);
                }
            }
        }
    }

    [Fact]
    public async Task A_group_of_categories_has_the_products_of_all_of_them()
    {
        var tree = await shop.Catalog.ListCategoriesAsync(CancellationToken.None);
        var storage = tree.Single(category => category.Slug == "storage");
        storage.Products.ShouldBe(tree.Where(category => category.ParentSlug == "storage").Sum(category => category.Products));
        (await Browse(new ProductQuery("storage"))).Total.ShouldBe(storage.Products);
        tree.Select(category => category.ParentSlug).OfType<string>().ShouldAllBe(parent => tree.Any(category => category.Slug == parent));
    }

    [Fact]
    public async Task What_was_imported_is_in_the_tree_at_once_whoever_else_looks()
    {
        using var end = new CancellationTokenSource();
        var others = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await Browse(new ProductQuery("cpu"));
            }
        }));
        var looks = Task.WhenAll(others);
        for (var i = 0; i < 40; i++)
        {
            var slug = $"rare-{i}";
            await shop.Add(slug, new { name = $"Rare part {i}", price = 10m, variants = new[] { new { grade = "Good", price = 5m, stock = 1 } } });
            (await shop.Catalog.ListCategoriesAsync(CancellationToken.None)).Select(category => category.Slug).ShouldContain(slug);
        }

        await end.CancelAsync();
        await looks;
    }

    [Fact]
    public async Task What_is_unknown_matches_nothing()
    {
        var nowhere = await Browse(new ProductQuery("no-such-category"));
        (nowhere.Category, nowhere.Total, nowhere.Cards.Count).ShouldBe((null, 0, 0));
        (await Browse(new ProductQuery("cpu", Filters: [new AttributeFilter("no_such_attribute", ["x"])]))).Total.ShouldBe(0);
        (await Browse(new ProductQuery("cpu", Filters: [new AttributeFilter("microarchitecture", ["no such value"])]))).Total.ShouldBe(0);
    }

    [Fact]
    public async Task Prices_narrow_and_sort()
    {
        var listing = await Browse(new ProductQuery("cpu", PriceMin: 100_00, PriceMax: 200_00, Sort: ProductSort.PriceUp, Size: 96));
        var prices = listing.Cards.Select(card => card.PriceFrom!.Value.Minor).ToList();
        prices.ShouldNotBeEmpty();
        prices.ShouldBe(prices.Order());
        prices.ShouldAllBe(price => price >= 100_00 && price <= 200_00);
        (listing.Price.SelectedMin, listing.Price.SelectedMax).ShouldBe((100_00m, 200_00m));
        listing.Price.Max!.Value.ShouldBeGreaterThan(200_00);
    }

    [Fact]
    public async Task Grades_and_stock_narrow()
    {
        var excellent = await Browse(new ProductQuery("cpu", Grades: [Grade.Excellent], Size: 96));
        excellent.Cards.ShouldAllBe(card => card.Grades.Contains(Grade.Excellent));
        excellent.Total.ShouldBe((await Browse(new ProductQuery("cpu"))).Grades[0].Count);
        var inStock = await Browse(new ProductQuery("cpu", InStockOnly: true, Size: 96));
        inStock.Cards.ShouldAllBe(card => card.Grades.Count > 0);
        inStock.Total.ShouldBe((await Browse(new ProductQuery("cpu"))).InStock);
    }

    [Fact]
    public async Task Browsing_takes_at_most_three_statements_and_reading_a_product_one()
    {
        await Browse(new ProductQuery("cpu"));
        (await Statements(() => Browse(new ProductQuery("memory", Size: 96)))).ShouldBe(2);
        (await Statements(() => Browse(new ProductQuery("memory", Text: "corsair")))).ShouldBe(3);
        (await Statements(() => Browse(new ProductQuery(Text: "corsiar")))).ShouldBe(3);
        var slug = (await Browse(new ProductQuery("cpu"))).Cards[0].Slug;
        (await Statements(() => shop.Catalog.FindProductAsync(slug, CancellationToken.None))).ShouldBe(1);
        (await Statements(() => shop.Catalog.ListSimilarAsync(slug, 8, CancellationToken.None))).ShouldBe(1);
        (await Statements(() => shop.Catalog.FindProductsAsync([slug, slug + "-no"], CancellationToken.None))).ShouldBe(1);
        (await Statements(() => shop.Catalog.ListShelvesAsync(CancellationToken.None))).ShouldBe(2);
    }

    [Fact]
    public async Task Neighbours_are_of_the_same_kind_and_near_in_price()
    {
        var card = (await Browse(new ProductQuery("cpu", InStockOnly: true, Sort: ProductSort.PriceUp, Size: 96))).Cards[30];
        var similar = await shop.Catalog.ListSimilarAsync(card.Slug, 6, CancellationToken.None);
        similar.Count.ShouldBe(6);
        similar.ShouldAllBe(other => other.CategorySlug == "cpu" && other.Id != card.Id);
        (await shop.Catalog.ListSimilarAsync("no-such-part", 6, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_grade_that_was_chosen_has_its_own_price_on_the_card_in_the_order_and_in_the_range()
    {
        const string category = "gradeprices";
        await shop.Import(category,
            Part("Graded alpha", (Grade.Excellent, 90, 2), (Grade.Good, 60, 2), (Grade.Fair, 30, 2)),
            Part("Graded beta", (Grade.Excellent, 50, 1), (Grade.Good, 45, 1), (Grade.Fair, 40, 0)),
            Part("Graded gamma", (Grade.Excellent, 70, 1)));

        (await Shown(new ProductQuery(category, Sort: ProductSort.PriceUp)))
            .ShouldBe([("Graded alpha", 30_00, null, "Excellent, Good, Fair"), ("Graded beta", 45_00, null, "Excellent, Good"), ("Graded gamma", 70_00, null, "Excellent")]);
        var excellent = new ProductQuery(category, Grades: [Grade.Excellent], Sort: ProductSort.PriceUp);
        (await Shown(excellent)).ShouldBe([
            ("Graded beta", 50_00, Grade.Excellent, "Excellent"), ("Graded gamma", 70_00, Grade.Excellent, "Excellent"), ("Graded alpha", 90_00, Grade.Excellent, "Excellent")]);
        (await Shown(excellent with { Sort = ProductSort.PriceDown })).Select(card => card.Name).ShouldBe(["Graded alpha", "Graded gamma", "Graded beta"]);
        (await Shown(excellent with { Sort = ProductSort.Saving })).Select(card => card.Name).ShouldBe(["Graded beta", "Graded gamma", "Graded alpha"]);
        (await Shown(excellent with { PriceMin = 60_00, PriceMax = 80_00, InStockOnly = true })).Select(card => card.Name).ShouldBe(["Graded gamma"]);

        var listing = await Browse(excellent);
        (listing.Price.Min, listing.Price.Max).ShouldBe((50_00m, 90_00m));
        (await Shown(new ProductQuery(category, Grades: [Grade.Good, Grade.Fair], Sort: ProductSort.PriceUp)))
            .ShouldBe([("Graded alpha", 30_00, Grade.Fair, "Good, Fair"), ("Graded beta", 45_00, Grade.Good, "Good")]);
        (await Browse(new ProductQuery(category, PriceMax: 55_00))).Grades.Select(grade => grade.Count).ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task A_price_that_changes_and_a_unit_that_is_sold_change_what_a_grade_costs_in_lists()
    {
        const string category = "gradechanges";
        await shop.Import(category, Part("Changing part", (Grade.Excellent, 90, 1), (Grade.Fair, 30, 1)));
        var query = new ProductQuery(category, Grades: [Grade.Excellent]);
        var product = (await shop.Admin.FindProductAsync((await Browse(query)).Cards[0].Id, CancellationToken.None))!;
        var variant = product.Variants[0];
        (await shop.Admin.ChangePriceAsync(CatalogShop.Owner, new ChangePrice(variant.Sku, new Contracts.Money(77_00, "USD"), variant.Version), CancellationToken.None)).Error.ShouldBeNull();
        (await Shown(query)).ShouldBe([("Changing part", 77_00, Grade.Excellent, "Excellent")]);

        await shop.Stock.ReserveAsync(new ReserveStock(product.Id, [new(variant.Sku, 1)], DateTimeOffset.UnixEpoch.AddYears(100)), CancellationToken.None);
        (await Browse(query)).Total.ShouldBe(0);
        (await Shown(query with { Grades = [Grade.Excellent, Grade.Fair] })).ShouldBe([("Changing part", 30_00, Grade.Fair, "Fair")]);
    }

    private static object Part(string name, params (Grade Grade, int Price, int Stock)[] variants) => new
    {
        name,
        price = 100,
        variants = variants.Select(variant => new { grade = variant.Grade.ToString(), price = variant.Price, stock = variant.Stock }).ToArray(),
    };

    private async Task<List<(string Name, long? Price, Grade? Grade, string Grades)>> Shown(ProductQuery query) =>
        [.. (await Browse(query)).Cards.Select(card => (card.Name, card.PriceFrom?.Minor, card.PriceGrade, string.Join(", ", card.Grades)))];

    private static async Task<int> Statements(Func<Task> call)
    {
        var counter = StatementCounter.Begin();
        await call();
        return counter.Count;
    }

    private Task<ProductListing> Browse(ProductQuery query) => shop.Catalog.BrowseAsync(query, CancellationToken.None);
}

using System.Globalization;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Integration.Catalog;

/// <summary>
/// Every count of a page against counting by hand: all products of a category are read with their variants, and each
/// condition is applied to them one by one.
/// </summary>
public sealed class FacetTests(CatalogShop shop) : IClassFixture<CatalogShop>
{
    private static readonly Grade[] AllGrades = Enum.GetValues<Grade>();

    [Theory]
    [InlineData("cpu")]
    [InlineData("memory")]
    [InlineData("video-card")]
    [InlineData("internal-hard-drive")]
    [InlineData("monitor")]
    [InlineData("power-supply")]
    [InlineData("mouse")]
    [InlineData("case")]
    [InlineData("cpu-cooler")]
    public async Task Every_count_is_what_counting_by_hand_gives(string category)
    {
        var parts = await All(category);
        var plain = await Browse(new ProductQuery(category));
        plain.Facets.Count.ShouldBeGreaterThan(1);
        foreach (var query in Choices(category, plain))
        {
            Check(await Browse(query), query, parts);
        }
    }

    [Fact]
    public async Task Two_words_of_one_facet_give_the_sum_of_both()
    {
        var sockets = (await Browse(new ProductQuery("motherboard"))).Facets.Single(facet => facet.Name == "socket").Values;
        var both = await Browse(new ProductQuery("motherboard", Filters: [new AttributeFilter("socket", [sockets[0].Value, sockets[1].Value])]));
        both.Total.ShouldBe(sockets[0].Count + sockets[1].Count);
        var chosen = both.Facets.Single(facet => facet.Name == "socket").Values;
        chosen.Count(value => value.Selected).ShouldBe(2);
        chosen.Select(value => (value.Value, value.Count)).ShouldBe(sockets.Select(value => (value.Value, value.Count)));
    }

    [Fact]
    public async Task A_range_keeps_what_lies_between_its_ends_and_shows_what_else_there_is()
    {
        var listing = await Browse(new ProductQuery("power-supply", Filters: [new AttributeFilter("wattage", [], 750, 850)], Size: 96));
        listing.Total.ShouldBeGreaterThan(0);
        listing.Cards.ShouldAllBe(card => Number(card, "wattage") >= 750 && Number(card, "wattage") <= 850);
        var watts = listing.Facets.Single(facet => facet.Name == "wattage");
        (watts.SelectedMin, watts.SelectedMax).ShouldBe((750, 850));
        watts.Min!.Value.ShouldBeLessThan(750);
        watts.Max!.Value.ShouldBeGreaterThan(850);
        (await Browse(new ProductQuery("power-supply", Filters: [new AttributeFilter("wattage", [], 850, 750)]))).Total.ShouldBe(0);
    }

    [Fact]
    public async Task The_number_of_statements_does_not_grow_with_what_is_shown_chosen_or_there()
    {
        await Browse(new ProductQuery("cpu"));
        var rich = new ProductQuery(
            "cpu", null, [new AttributeFilter("core_count", [], 4, 64), new AttributeFilter("microarchitecture", ["Zen 3", "Zen 4", "Zen 5"])], [Grade.Good, Grade.Fair],
            1_00, 5000_00, true, ProductSort.PriceUp);
        foreach (var query in new[] { new ProductQuery("cpu", Size: 1), new ProductQuery("cpu", Size: 96), new ProductQuery(Size: 96), rich })
        {
            (await Statements(query)).ShouldBe(2);
            (await Statements(query with { Text = "amd" })).ShouldBe(3);
        }

        await shop.Import("cpu", [.. Enumerable.Range(0, 300).Select(i => new { name = $"Amd many {i}", price = 10, core_count = i })]);
        await Browse(new ProductQuery("cpu"));
        (await Statements(new ProductQuery("cpu", Text: "many", Size: 96))).ShouldBe(3);
        (await Statements(new ProductQuery("cpu", Size: 96))).ShouldBe(2);
    }

    private static IEnumerable<ProductQuery> Choices(string category, ProductListing plain)
    {
        var middle = plain.Price.Min is { } low && plain.Price.Max is { } high ? (long)(low + high) / 3 : 0;
        var filters = plain.Facets.Select((facet, i) => facet.IsRange
            ? new AttributeFilter(facet.Name, [], facet.Min + ((facet.Max - facet.Min) / 4), i % 2 == 0 ? facet.Max : null)
            : new AttributeFilter(facet.Name, [.. facet.Values.Where((_, place) => place % 2 == 0).Take(3).Select(value => value.Value)])).ToList();
        yield return new ProductQuery(category);
        yield return new ProductQuery(category, PriceMax: middle);
        yield return new ProductQuery(category, Grades: [Grade.Excellent, Grade.Fair], InStockOnly: true);
        yield return new ProductQuery(category, Grades: [Grade.Excellent], PriceMin: middle);
        yield return new ProductQuery(category, Grades: [Grade.Good, Grade.Fair], PriceMax: middle);
        foreach (var (index, filter) in filters.Index())
        {
            yield return new ProductQuery(category, Filters: [filter]);
            yield return new ProductQuery(category, Filters: [filter], PriceMin: middle / 3, InStockOnly: true);
            yield return new ProductQuery(category, Filters: [filter, filters[(index + 1) % filters.Count]], Grades: [AllGrades[index % 3]]);
        }

        yield return new ProductQuery(category, Filters: filters);
    }

    private static void Check(ProductListing page, ProductQuery query, List<Listed> parts)
    {
        var conditions = Conditions(query);
        var what = string.Join(", ", conditions.Keys);
        page.Total.ShouldBe(Matching("").Count, what);
        page.InStock.ShouldBe(Matching("stock").Count(part => part.Grades.Count > 0), what);
        page.Grades.Select(grade => grade.Count).ShouldBe(AllGrades.Select(grade => CountWith(query with { Grades = [grade] })), what);
        page.Price.Min.ShouldBe(Matching("price").Min(part => part.PriceAmong(query.Grades)), what);
        page.Price.Max.ShouldBe(Matching("price").Max(part => part.PriceAmong(query.Grades)), what);
        foreach (var card in page.Cards)
        {
            var part = parts.Single(part => part.Product.Slug == card.Slug);
            (card.PriceFrom?.Minor).ShouldBe(part.PriceAmong(query.Grades), $"{what}: {card.Slug}");
        }

        foreach (var facet in page.Facets)
        {
            var values = Matching(facet.Name).SelectMany(part => part.Product.Attributes.Where(attribute => attribute.Name == facet.Name)).Select(attribute => attribute.Value).ToList();
            if (facet.IsRange)
            {
                (facet.Min, facet.Max).ShouldBe((values.Min(Upper), values.Max(Upper)), $"{what}: {facet.Name}");
            }
            else
            {
                var counts = values.CountBy(Key).ToDictionary();
                facet.Values.Where(value => !value.Selected || value.Count > 0).Select(value => (value.Value, value.Count))
                    .ShouldBeSubsetOf(counts.Select(count => (count.Key, count.Value)), $"{what}: {facet.Name}");
                facet.Values.Count(value => value.Count > 0).ShouldBeGreaterThanOrEqualTo(Math.Min(counts.Count, 30), $"{what}: {facet.Name}");
            }
        }

        List<Listed> Matching(string but) => [.. parts.Where(part => conditions.All(condition => condition.Key == but || condition.Value(part)))];

        int CountWith(ProductQuery other) => parts.Count(part => Conditions(other).Values.All(condition => condition(part)));
    }

    private static Dictionary<string, Func<Listed, bool>> Conditions(ProductQuery query)
    {
        var conditions = new Dictionary<string, Func<Listed, bool>>();
        foreach (var filter in query.Filters ?? [])
        {
            conditions[filter.Attribute] = part => part.Product.Attributes.Any(attribute => attribute.Name == filter.Attribute
                && (filter.Values.Count == 0 || filter.Values.Contains(Key(attribute.Value)))
                && (filter.Min is null || Upper(attribute.Value) >= filter.Min) && (filter.Max is null || Upper(attribute.Value) <= filter.Max));
        }

        if (query.PriceMin is not null || query.PriceMax is not null)
        {
            conditions["price"] = part => part.PriceAmong(query.Grades) is { } price && price >= (query.PriceMin ?? 0) && price <= (query.PriceMax ?? long.MaxValue);
        }

        if (query.Grades is { Count: > 0 } grades)
        {
            conditions["grade"] = part => part.Grades.Intersect(grades).Any();
        }

        if (query.InStockOnly)
        {
            conditions["stock"] = part => part.Grades.Count > 0;
        }

        return conditions;
    }

    /// <summary>What a range of numbers is counted by: the most that the part can do.</summary>
    private static decimal? Upper(AttributeValue value) => value.Kind == AttributeKind.Range ? value.Second : value.Number;

    private static string Key(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Text => value.Text!,
        AttributeKind.Flag => value.Flag == true ? "yes" : "no",
        AttributeKind.Number => Figure(value.Number),
        AttributeKind.Pair => $"{Figure(value.Number)}x{Figure(value.Second)}",
        _ => $"{Figure(value.Number)}-{Figure(value.Second)}",
    };

    private static string Figure(decimal? number) => number!.Value.ToString(CultureInfo.InvariantCulture);

    private static decimal? Number(ProductCard card, string attribute) => card.Attributes.SingleOrDefault(own => own.Name == attribute)?.Value.Number;

    private async Task<List<Listed>> All(string category)
    {
        var query = new ProductQuery(category, Sort: ProductSort.Name, Size: 96);
        var page = await Browse(query);
        var slugs = page.Cards.Select(card => card.Slug).ToList();
        while (page.Next is not null)
        {
            page = await Browse(query with { Cursor = page.Next });
            slugs.AddRange(page.Cards.Select(card => card.Slug));
        }

        var parts = new List<Listed>();
        foreach (var four in slugs.Chunk(4))
        {
            parts.AddRange((await shop.Catalog.FindProductsAsync(four, CancellationToken.None)).Select(product => new Listed(product)));
        }

        return parts;
    }

    /// <summary>A product as a list must show it, from its variants.</summary>
    private sealed record Listed(Product Product)
    {
        private List<Variant> Buyable { get; } = [.. Product.Variants.Where(variant => variant is { Available: > 0, Price: not null })];

        public IReadOnlyList<Grade> Grades => [.. Buyable.Select(variant => variant.Grade)];

        public long? PriceAmong(IReadOnlyList<Grade>? grades) => grades is { Count: > 0 }
            ? Buyable.Where(variant => grades.Contains(variant.Grade)).Min(variant => variant.Price?.Minor)
            : (Buyable.Count > 0 ? Buyable : Product.Variants).Min(variant => variant.Price?.Minor);
    }

    private async Task<int> Statements(ProductQuery query)
    {
        var counter = GigGatek.Platform.Data.StatementCounter.Begin();
        await Browse(query);
        return counter.Count;
    }

    private Task<ProductListing> Browse(ProductQuery query) => shop.Catalog.BrowseAsync(query, CancellationToken.None);
}

using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Integration.Catalog;

/// <summary>Pages of a list that changes while someone walks through it.</summary>
public sealed class PagingTests(CatalogShop shop) : IClassFixture<CatalogShop>
{
    private static int _categories;

    public static TheoryData<ProductSort> Sorts => [.. Enum.GetValues<ProductSort>()];

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Pages_put_together_are_the_whole_list_once(ProductSort sort)
    {
        foreach (var text in new[] { null, "corsair" })
        {
            var query = new ProductQuery("memory", Text: text, Sort: sort, Size: 17);
            var seen = await Walk(query, null);
            seen.Distinct().Count().ShouldBe(seen.Count);
            seen.Count.ShouldBe((await Browse(query)).Total);
        }
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Nothing_is_repeated_or_hidden_while_others_come_go_and_change_their_price(ProductSort sort)
    {
        foreach (var text in new[] { null, "paged" })
        {
            var category = $"paging{Interlocked.Increment(ref _categories)}";
            await shop.Import(category, [.. Enumerable.Range(0, 60).Select(i => Line($"Paged part {i:00}", 100 + i))]);
            var query = new ProductQuery(category, Text: text, Sort: sort, Size: 10);
            var calm = await Walk(query, null);
            calm.Count.ShouldBe(60);

            long[] touched = [calm[0], calm[3], calm[5], calm[7], calm[20], calm[33], calm[44], calm[59]];    // before and behind the first page's end
            var seen = await Walk(query, () => Disturb(category, touched));

            seen.Where(calm.Contains).Except(touched).ShouldBe(calm.Except(touched));
            seen.Where(id => !touched.Contains(id)).GroupBy(id => id).ShouldAllBe(group => group.Count() == 1);
            (await Browse(query)).Total.ShouldBe(60 - 4 + 10);
        }
    }

    [Fact]
    public async Task A_cursor_that_nobody_gave_out_begins_at_the_start()
    {
        var first = await Browse(new ProductQuery("cpu", Sort: ProductSort.Name));
        foreach (var cursor in new[] { "x", "####", "AAAA", "999999", new string('A', 5000), "🦄", first.Next + "tampered" })
        {
            (await Browse(new ProductQuery("cpu", Sort: ProductSort.Name, Cursor: cursor))).Total.ShouldBe(first.Total);
        }

        var other = await Browse(new ProductQuery("cpu", Sort: ProductSort.PriceUp, Cursor: first.Next));
        other.Cards[0].Id.ShouldBe((await Browse(new ProductQuery("cpu", Sort: ProductSort.PriceUp))).Cards[0].Id);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(1_000_000, 90)]
    public async Task An_absurd_page_size_is_brought_to_a_sane_one(int size, int cards) =>
        (await Browse(new ProductQuery("cpu", Size: size))).Cards.Count.ShouldBe(cards);

    /// <summary>The ids of all pages. <paramref name="meanwhile"/> happens behind the first one.</summary>
    private async Task<List<long>> Walk(ProductQuery query, Func<Task>? meanwhile)
    {
        var page = await Browse(query);
        var seen = page.Cards.Select(card => card.Id).ToList();
        if (meanwhile is not null)
        {
            await meanwhile();
        }

        while (page.Next is not null)
        {
            page = await Browse(query with { Cursor = page.Next });
            seen.AddRange(page.Cards.Select(card => card.Id));
        }

        return seen;
    }

    /// <summary>Ten come, of all prices and names; of the eight named, four leave and four get another price.</summary>
    private async Task Disturb(string category, long[] touched)
    {
        await shop.Import(category, [.. Enumerable.Range(0, 10).Select(i => Line($"{(i % 2 == 0 ? "A" : "Z")} new paged part {i}", i % 3 == 0 ? 1 : 120 + (i * 10)))]);
        for (var i = 0; i < touched.Length; i++)
        {
            var details = (await shop.Admin.FindProductAsync(touched[i], CancellationToken.None))!;
            var variant = details.Variants[0];
            var done = i % 2 == 0
                ? await shop.Admin.EditAsync(CatalogShop.Owner, new EditProduct(details.Id, details.Name, details.Brand, "", false, details.Version), CancellationToken.None)
                : await shop.Admin.ChangePriceAsync(CatalogShop.Owner, new ChangePrice(variant.Sku, new Money(i % 4 == 1 ? 1_00 : 900_00, "USD"), variant.Version), CancellationToken.None);
            done.Error.ShouldBeNull();
        }
    }

    private static object Line(string name, int price) => new { name, price = price * 2, variants = new[] { new { grade = "Good", price, stock = 3 } } };

    private Task<ProductListing> Browse(ProductQuery query) => shop.Catalog.BrowseAsync(query, CancellationToken.None);
}

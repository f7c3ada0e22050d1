using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Integration.Catalog;

/// <summary>The rows of the home page.</summary>
public sealed class ShelfTests(CatalogShop shop) : IClassFixture<CatalogShop>
{
    [Fact]
    public async Task Shelves_show_what_gives_most_for_the_money()
    {
        var shelves = await shop.Catalog.ListShelvesAsync(CancellationToken.None);
        var cores = shelves.Single(shelf => shelf.Title == "Most cores per dollar");
        cores.Figures.Count.ShouldBe(cores.Cards.Count);
        cores.Figures[0].ShouldEndWith("cores per dollar");
        var values = cores.Cards.Select(card => card.Attributes.Single(attribute => attribute.Name == "core_count").Value.Number!.Value / card.PriceFrom!.Value.Minor).ToList();
        values.ShouldBe(values.OrderDescending());
        shelves[0].Cards.ShouldAllBe(card => card.Grades.Count > 0);
    }

    [Fact]
    public async Task The_newest_come_from_as_many_categories_as_there_is_room_for()
    {
        await shop.Import("sound-card", [.. Enumerable.Range(0, 20).Select(i => Part($"Late sound card {i:00}"))]);
        var first = (await shop.Catalog.ListShelvesAsync(CancellationToken.None))[0];
        first.Cards.Select(card => card.CategorySlug).Distinct().Count().ShouldBe(8);
        first.Cards[0].Name.ShouldBe("Late sound card 19");
        (await shop.Catalog.ListShelvesAsync(CancellationToken.None))[0].Cards.Select(card => card.Id).ShouldBe(first.Cards.Select(card => card.Id));
    }

    [Fact]
    public async Task Where_there_are_few_categories_the_newest_of_each_come_in_turns()
    {
        await using var few = new TestShop { Modules = "catalog" };
        await few.InitializeAsync();
        foreach (var (category, parts) in new[] { ("cpu", 6), ("memory", 6), ("case", 1) })
        {
            await CatalogShop.Import(few, category, [.. Enumerable.Range(0, parts).Select(i => Part($"{category} {i}"))]);
        }

        var cards = (await few.Get<ICatalog>().ListShelvesAsync(CancellationToken.None))[0].Cards;
        cards.Select(card => card.Name).ShouldBe(["case 0", "memory 5", "cpu 5", "memory 4", "cpu 4", "memory 3", "cpu 3", "memory 2"]);
    }

    private static object Part(string name) => new { name, price = 80, variants = new[] { new { grade = "Good", price = 40, stock = 1 } } };
}

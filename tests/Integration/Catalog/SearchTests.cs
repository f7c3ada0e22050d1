using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Integration.Catalog;

/// <summary>Searches over the demo catalogue's real parts. They ask the contract, so they mean the same on every database.</summary>
public sealed class SearchTests(CatalogShop shop) : IClassFixture<CatalogShop>
{
    [Theory]
    [InlineData("9800x3d", "AMD Ryzen 7 9800X3D")]
    [InlineData("9800 x3d", "AMD Ryzen 7 9800X3D")]
    [InlineData("ryzen 7 9800", "AMD Ryzen 7 9800X3D")]
    [InlineData("RYZEN 9800X3D amd", "AMD Ryzen 7 9800X3D")]
    [InlineData("990 pro", "Samsung 990 Pro")]
    [InlineData("990pro", "Samsung 990 Pro")]
    [InlineData("nf-a12x25", "Noctua NF-A12x25")]
    [InlineData("kraken 360", "NZXT Kraken 360")]
    public async Task The_part_one_means_comes_first(string text, string expected) => (await Names(text))[0].ShouldStartWith(expected);

    [Fact]
    public async Task A_size_with_a_unit_is_one_word()
    {
        var listing = await Browse("2 tb ssd");
        listing.Total.ShouldBeGreaterThan(0);
        listing.Cards.ShouldAllBe(card => card.Attributes.Any(attribute => attribute.Name == "capacity" && attribute.Display == "2 TB"));
        (await Browse("2tb ssd")).Total.ShouldBe(listing.Total);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("a\" OR \"b")]
    [InlineData("ryzen AND")]
    [InlineData("NEAR(ryzen, 2)")]
    [InlineData("* ^ : ( ) { } - + '")]
    [InlineData("words:ryzen")]
    [InlineData("ryzen*")]
    [InlineData("\0\ud800 ryzen")]
    [InlineData("ryzen' ; DROP TABLE catalog_products; --")]
    public async Task No_text_is_ever_syntax(string text)
    {
        (await Browse(text)).Total.ShouldBeGreaterThanOrEqualTo(0);
        (await shop.Catalog.SuggestAsync(text, CancellationToken.None)).Count.ShouldBeLessThanOrEqualTo(8);
        (await Browse("ryzen")).Total.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_very_long_text_is_answered()
    {
        (await Browse(string.Concat(Enumerable.Repeat("ryzen ", 5000)))).Total.ShouldBeGreaterThan(0);
        (await Browse(new string('x', 10_240))).Total.ShouldBe(0);
        (await Browse(string.Concat(Enumerable.Repeat("\"OR(NEAR*-:^", 1000)))).Total.ShouldBe(0);
        (await shop.Catalog.SuggestAsync(new string('x', 10_240), CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Accents_do_not_matter()
    {
        await shop.Import("accent", new { name = "Zürich Café Lüfter", price = 10 });
        (await Names("zurich cafe")).ShouldBe(["Zürich Café Lüfter"]);
        (await Names("ZÜRICH CAFÉ")).ShouldBe(["Zürich Café Lüfter"]);
    }

    [Fact]
    public async Task Suggestions_come_while_typing_and_lead_somewhere()
    {
        var suggestions = await shop.Catalog.SuggestAsync("graph", CancellationToken.None);
        suggestions[0].ShouldBe(new Suggestion("Graphics cards", "/c/video-card"));
        var parts = await shop.Catalog.SuggestAsync("ryzen 7 98", CancellationToken.None);
        parts[0].Text.ShouldStartWith("AMD Ryzen 7 98");
        (await shop.Catalog.FindProductAsync(parts[0].Path["/p/".Length..], CancellationToken.None))!.Name.ShouldBe(parts[0].Text);
        (await shop.Catalog.SuggestAsync("r", CancellationToken.None)).ShouldBeEmpty();
        (await shop.Catalog.SuggestAsync("ryzne", CancellationToken.None)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_name_counts_more_than_a_word_among_the_attributes()
    {
        await shop.Import("shelfware", new { name = "Plain box", price = 5, note = "quuxword" }, new { name = "Quuxword box of many other words", price = 5 });
        (await Names("quuxword")).ShouldBe(["Quuxword box of many other words", "Plain box"]);
    }

    [Fact]
    public async Task A_renamed_part_is_found_by_its_new_name_only()
    {
        var slug = await shop.Add("renamed", new { name = "Oldfangled contraption", price = 5 });
        var product = (await shop.Catalog.FindProductAsync(slug, CancellationToken.None))!;
        var details = (await shop.Admin.FindProductAsync(product.Id, CancellationToken.None))!;
        (await shop.Admin.EditAsync(CatalogShop.Owner, new EditProduct(product.Id, "Newfangled contraption", "Acme", "", true, details.Version), CancellationToken.None)).Error.ShouldBeNull();
        (await Names("newfangled")).ShouldBe(["Newfangled contraption"]);
        (await Names("oldfangled contraption")).ShouldBeEmpty();
    }

    private Task<ProductListing> Browse(string text) => shop.Catalog.BrowseAsync(new ProductQuery(Text: text), CancellationToken.None);

    private async Task<List<string>> Names(string text) => [.. (await Browse(text)).Cards.Select(card => card.Name)];
}

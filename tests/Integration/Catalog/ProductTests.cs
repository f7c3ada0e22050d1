using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Integration.Catalog;

/// <summary>Products as files bring them and as pages read them.</summary>
public sealed class ProductTests(CatalogShop shop) : IClassFixture<CatalogShop>
{
    [Fact]
    public async Task A_product_has_its_attributes_as_words_and_as_numbers()
    {
        var slug = await shop.Add("memory", new
        {
            name = "Showpiece DDR5 kit", price = 100, speed = new[] { 5, 6000 }, modules = new[] { 2, 16 }, cas_latency = 36, first_word_latency = 12.5m, color = "Black",
        });
        var product = await Find(slug);
        product.Attributes.Select(attribute => $"{attribute.Label}: {attribute.Display}").ShouldBe(
            ["Speed: DDR5-6000", "Modules: 2 × 16 GB", "CAS latency: 36 cycles", "First word latency: 12.5 ns", "Colour: Black"]);
        product.Attributes[1].Value.ShouldBe(new AttributeValue(AttributeKind.Pair, Number: 2, Second: 16));
        product.NewPrice.ShouldBe(new Money(100_00, "USD"));
        product.Brand.ShouldBe("Showpiece");
        product.Variants.Select(variant => variant.Grade).ShouldBe([Grade.Excellent, Grade.Good, Grade.Fair]);
        product.Variants.Select(variant => variant.WarrantyMonths).ShouldBe([24, 12, 6]);
        product.Variants.ShouldAllBe(variant => variant.Price!.Value.Minor < 100_00);
    }

    [Fact]
    public async Task Html_in_a_name_is_text_like_any_other()
    {
        var slug = await shop.Add("oddity", new { name = "<script>alert('1')</script> & Söhne", price = 10, note = "<b>bold</b>" });
        slug.ShouldMatch("^[a-z0-9-]+$");
        var product = await Find(slug);
        product.Name.ShouldBe("<script>alert('1')</script> & Söhne");
        product.Attributes.Single().Display.ShouldBe("<b>bold</b>");
        (await shop.Catalog.BrowseAsync(new ProductQuery(Text: "<script>alert"), CancellationToken.None)).Total.ShouldBe(1);
    }

    [Fact]
    public async Task Parts_of_one_name_with_different_attributes_are_different_parts()
    {
        var counts = await shop.Import(
            "video-card",
            new { name = "Sapphire TWINNAME", price = 300, chipset = "Radeon RX 1" },
            new { name = "Sapphire TWINNAME", price = 400, chipset = "Radeon RX 2" });
        counts.Created.ShouldBe(2);
        var found = await shop.Catalog.BrowseAsync(new ProductQuery(Text: "twinname"), CancellationToken.None);
        found.Cards.Select(card => card.Slug).Distinct().Count().ShouldBe(2);
        found.Cards.Select(card => card.Slug).ShouldContain("sapphire-twinname");
    }

    [Fact]
    public async Task A_row_with_other_skus_than_the_part_like_it_is_a_part_of_its_own()
    {
        object Line(string sku) => new { name = "Skutwin part", price = 90, size = 1, variants = new[] { new { sku, grade = "Good", price = 40, stock = 1 } } };
        (await shop.Import("skutwin", Line("TWIN-1"))).Created.ShouldBe(1);
        (await shop.Import("skutwin", Line("TWIN-2"))).Created.ShouldBe(1);
        (await shop.Import("skutwin", Line("TWIN-1"), Line("TWIN-2"))).Unchanged.ShouldBe(2);
        var cards = (await shop.Catalog.BrowseAsync(new ProductQuery("skutwin"), CancellationToken.None)).Cards;
        cards.Select(card => card.Slug).Distinct().Count().ShouldBe(2);
        await shop.Shop.ShouldBalance();
    }

    [Fact]
    public async Task A_long_address_stays_short_enough_to_be_imported_again()
    {
        var slug = new string('a', 149) + "b";
        object Line(int size) => new { name = "Longslug part", price = 90, slug, size };
        (await shop.Import("longslug", Line(1), Line(2), Line(3))).Created.ShouldBe(3);
        var cards = (await shop.Catalog.BrowseAsync(new ProductQuery("longslug"), CancellationToken.None)).Cards;
        cards.Select(card => card.Slug).Distinct().Count().ShouldBe(3);
        cards.ShouldAllBe(card => card.Slug.Length <= 150);
    }

    [Fact]
    public async Task Importing_again_changes_nothing_and_a_new_price_changes_the_same_part()
    {
        object[] lines = [new { name = "Twice part", price = 50, price_per_gb = 0.5m, size = 1 }, new { name = "Twice part", price = 60, price_per_gb = 0.6m, size = 1 }];
        (await shop.Import("twice", lines)).Created.ShouldBe(2);
        var again = await shop.Import("twice", lines);
        (again.Created, again.Updated, again.Unchanged).ShouldBe((0, 0, 2));
        var cheaper = await shop.Import("twice", new { name = "Twice part", price = 40, price_per_gb = 0.4m, size = 1 }, lines[1]);
        (cheaper.Created, cheaper.Updated, cheaper.Unchanged).ShouldBe((0, 1, 1));
        await shop.Shop.ShouldBalance();
    }

    [Fact]
    public async Task Importing_again_never_brings_back_what_was_sold()
    {
        var line = new { name = "Sold part", price = 500 };
        var slug = await shop.Add("soldagain", line);
        var variant = (await Find(slug)).Variants.First(variant => variant.Available > 0);
        await shop.Stock.ReserveAsync(new ReserveStock(77, [new(variant.Sku, 1)], DateTimeOffset.UnixEpoch.AddYears(100)), CancellationToken.None);
        await shop.Stock.SellAsync(77, CancellationToken.None);
        (await shop.Import("soldagain", line)).Unchanged.ShouldBe(1);
        (await shop.Variant(variant.Sku)).Available.ShouldBe(variant.Available - 1);
        await shop.Shop.ShouldBalance();
    }

    [Fact]
    public async Task A_part_without_a_price_is_known_but_not_for_sale()
    {
        var product = await Find(await shop.Add("unpriced", new { name = "Unpriced part", price = (decimal?)null }));
        product.NewPrice.ShouldBeNull();
        product.Variants.ShouldAllBe(variant => variant.Price == null);
        var listing = await shop.Catalog.BrowseAsync(new ProductQuery("unpriced"), CancellationToken.None);
        (listing.Total, listing.InStock, listing.Cards[0].PriceFrom).ShouldBe((1, 0, null));
    }

    [Fact]
    public async Task Offers_come_in_the_order_asked_without_the_unknown_ones()
    {
        var (one, two) = (await shop.HasPart(3), await shop.HasPart(4));
        var offers = await shop.Catalog.FindOffersAsync([two.Sku, "no-such-sku", one.Sku, two.Sku], CancellationToken.None);
        offers.Select(offer => (offer.Sku, offer.Available)).ShouldBe([(two.Sku, 4), (one.Sku, 3)]);
        (await shop.Catalog.FindOffersAsync([], CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_products_come_in_the_order_asked_and_four_at_most()
    {
        var cards = (await shop.Catalog.BrowseAsync(new ProductQuery("cpu"), CancellationToken.None)).Cards.Take(5).Select(card => card.Slug).ToList();
        var products = await shop.Catalog.FindProductsAsync([cards[2], "no-such-part", cards[0], cards[1], cards[3], cards[4]], CancellationToken.None);
        products.Select(product => product.Slug).ShouldBe([cards[2], cards[0], cards[1]]);
    }

    [Fact]
    public async Task The_sitemap_has_every_product_once()
    {
        var links = (await shop.Catalog.ListProductLinksAsync(null, CancellationToken.None)).Items;
        links.Select(link => link.Slug).Distinct().Count().ShouldBe(links.Count);
        links.Count.ShouldBe((await shop.Catalog.BrowseAsync(new ProductQuery(), CancellationToken.None)).Total);
    }

    private async Task<Product> Find(string slug) => (await shop.Catalog.FindProductAsync(slug, CancellationToken.None)).ShouldNotBeNull();
}

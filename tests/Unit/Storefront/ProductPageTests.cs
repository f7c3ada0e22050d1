using System.Text.Json;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Shop;

namespace GigGatek.Tests.Unit.Storefront;

public sealed class ProductPageTests
{
    [Fact]
    public void Search_engines_get_one_refurbished_offer_a_priced_grade()
    {
        var json = JsonDocument.Parse(ProductJsonLd.Of(Part("Card", 120), new ShopOptions { PublicUrl = "https://shop.example", Country = "DE" })).RootElement;
        json.GetProperty("@type").GetString().ShouldBe("Product");
        json.GetProperty("url").GetString().ShouldBe("https://shop.example/p/card");
        var offers = json.GetProperty("offers").EnumerateArray().ToList();
        offers.Select(offer => offer.GetProperty("price").GetString()).ShouldBe(["120.00", "100.00"]);
        offers.ShouldAllBe(offer => offer.GetProperty("itemCondition").GetString() == "https://schema.org/RefurbishedCondition");
        offers.Select(offer => offer.GetProperty("availability").GetString()).ShouldBe(["https://schema.org/InStock", "https://schema.org/OutOfStock"]);
        offers[0].GetProperty("hasMerchantReturnPolicy").GetProperty("merchantReturnDays").GetInt32().ShouldBe(30);
        offers[0].GetProperty("hasMerchantReturnPolicy").GetProperty("applicableCountry").GetString().ShouldBe("DE");
    }

    [Fact]
    public void A_name_cannot_end_the_script_element() =>
        ProductJsonLd.Of(Part("</script><script>alert(1)</script>", 120), new ShopOptions()).ShouldNotContain("<");

    [Fact]
    public void A_specification_shows_every_attribute_once()
    {
        var part = Part("Card", 120);
        SpecificationGroups.Of(part.Attributes).SelectMany(group => group.Attributes).ShouldBe(part.Attributes, ignoreOrder: true);
        SpecificationGroups.Of(part.Attributes).Last().Name.ShouldBe("More");
    }

    [Fact]
    public void A_comparison_marks_only_what_differs()
    {
        var rows = ComparisonRow.Of([Part("One", 120), Part("Two", 150)]).ToDictionary(row => row.Label);
        rows["Price, Excellent"].Differs.ShouldBeTrue();
        rows["Price, Good"].Values.ShouldBe(["Sold out", "Sold out"]);
        rows["Memory"].Differs.ShouldBeFalse();
        rows["Two only"].Values.ShouldBe(["–", "yes"]);
    }

    private static Product Part(string name, long dollars)
    {
        List<ProductAttribute> attributes = [Fact("memory", "Memory", "12 GB"), Fact("never_heard_of", "Never heard of", "1")];
        if (name == "Two")
        {
            attributes.Add(Fact("two_only", "Two only", "yes"));
        }

        return new Product(
            1, "card", name, "Brand", "video-card", "Graphics cards", "", new Money(20000, "USD"), attributes,
            [
                new Variant("A", Grade.Excellent, new Money(dollars * 100, "USD"), 2, 24),
                new Variant("B", Grade.Good, new Money(10000, "USD"), 0, 12),
                new Variant("C", Grade.Fair, null, 3, 6),
            ],
            DateTimeOffset.UnixEpoch);
    }

    private static ProductAttribute Fact(string name, string label, string display) => new(name, label, "", new AttributeValue(AttributeKind.Text, display), display);
}

using GigGatek.Ordering.Shipping;

namespace GigGatek.Tests.Unit.Ordering;

public sealed class ShippingRulesTests
{
    private static readonly ShippingRateRow Standard = new() { Zone = "us", Code = "standard", Price = 6_90, FreeFrom = 150_00 };
    private static readonly ShippingRateRow Express = new() { Zone = "us", Code = "express", Price = 19_90 };

    [Theory]
    [InlineData(149_99, 6_90)]
    [InlineData(150_00, 0)]
    public void Shipping_is_free_from_an_amount_of_goods(long goods, long price) => Price(goods, freeShipping: false)["standard"].ShouldBe(price);

    [Fact]
    public void A_way_without_such_an_amount_is_never_free() => Price(1_000_000_00, freeShipping: false)["express"].ShouldBe(19_90);

    [Fact]
    public void A_free_shipping_code_pays_for_the_cheapest_way_only() =>
        Price(10_00, freeShipping: true).ShouldBe(new Dictionary<string, long> { ["standard"] = 0, ["express"] = 19_90 }, ignoreOrder: true);

    [Fact]
    public void The_cheapest_comes_first_and_equal_prices_by_their_code()
    {
        var dear = new ShippingRateRow { Code = "a-boat", Price = 6_90 };
        ShippingRules.Price([Express, Standard, dear], 10_00, freeShipping: false).Select(way => way.Code).ShouldBe(["a-boat", "standard", "express"]);
    }

    [Fact]
    public void Where_nothing_goes_a_code_changes_nothing() => ShippingRules.Price([], 10_00, freeShipping: true).ShouldBeEmpty();

    private static Dictionary<string, long> Price(long goods, bool freeShipping) =>
        ShippingRules.Price([Express, Standard], goods, freeShipping).ToDictionary(way => way.Code, way => way.Price);
}

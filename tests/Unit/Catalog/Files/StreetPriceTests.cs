using CsCheck;
using GigGatek.Catalog.Files;
using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Unit.Catalog.Files;

public sealed class StreetPriceTests
{
    [Fact]
    public void A_better_grade_costs_more_and_none_costs_as_much_as_a_new_one() =>
        Gen.Select(Gen.Long[500, 100_000_000], Gen.Int[0, 1_000_000]).Sample((price, number) =>
        {
            var prices = StreetPrice.Variants(Part($"Part {number}", price)).Select(variant => variant.Price!.Value).ToList();
            prices.ShouldBe(prices.OrderDescending());
            prices.Distinct().Count().ShouldBe(3);
            prices[0].ShouldBeLessThan(price);
            prices[2].ShouldBeGreaterThan(price / 3);
        });

    [Fact]
    public void The_same_part_has_the_same_offers_and_a_new_price_deals_no_new_stock()
    {
        var one = StreetPrice.Variants(Part("Ryzen", 300_00));
        StreetPrice.Variants(Part("Ryzen", 300_00)).ShouldBe(one);
        StreetPrice.Variants(Part("Ryzen", 280_00)).Select(variant => variant.Stock).ShouldBe(one.Select(variant => variant.Stock));
        StreetPrice.Variants(Part("Ryzen", 280_00))[0].Price!.Value.ShouldBeLessThan(one[0].Price!.Value);
    }

    [Fact]
    public void What_nobody_sells_new_has_grades_without_price_and_stock() =>
        StreetPrice.Variants(Part("Old", null)).ShouldAllBe(variant => variant.Price == null && variant.Stock == 0);

    [Fact]
    public void Some_are_sold_out_and_most_are_not()
    {
        var stocks = Enumerable.Range(0, 2000).SelectMany(number => StreetPrice.Variants(Part($"Part {number}", 100_00))).Select(variant => variant.Stock!.Value).ToList();
        (stocks.Count(stock => stock == 0) / (double)stocks.Count).ShouldBeInRange(0.2, 0.3);
        stocks.Max().ShouldBe(10);
    }

    [Theory]
    [InlineData(451_50, 80, 360_99)]
    [InlineData(20_00, 80, 16_00)]
    [InlineData(7_95, 55, 4_00)]
    [InlineData(1, 80, 1)]
    public void Prices_are_cut_to_what_one_sees_in_shops(long newPrice, int percent, long price) => StreetPrice.Discount(newPrice, percent).ShouldBe(price);

    private static FileRow Part(string name, long? price) => new()
    {
        Name = name,
        Category = "cpu",
        NewPrice = price,
        Attributes = [new NamedValue("core_count", new AttributeValue(AttributeKind.Number, Number: 8))],
    };
}

using CsCheck;
using GigGatek.Ordering.Pricing;

namespace GigGatek.Tests.Unit.Ordering;

/// <summary>Whatever is in the cart, its parts make its total to the cent, for the shopper and for the books.</summary>
public sealed class PriceOrderTests
{
    private const int Carts = 10_000;

    private static readonly Gen<TaxRules> SomeTaxes =
        from included in Gen.Bool
        from rounding in Gen.Enum<TaxRounding>()
        from rates in Gen.Select(Gen.Int[0, 3_000], Gen.Bool, (points, onShipping) => new TaxRate("Tax", points, onShipping)).Array[0, 3]
        select new TaxRules(included, rounding, rates);

    private static readonly Gen<PriceRequest> SomeCart =
        from lines in Gen.Select(Gen.Long[0, 500_000_00], Gen.Int[1, 20], (price, quantity) => new PriceRequestLine(price, quantity)).Array[1, 50]
        from discount in Gen.OneOf(Gen.Const(0L), Gen.Long[0, 1_000], Gen.Long[0, 1_000_000_00])
        from shipping in Gen.OneOf(Gen.Const(0L), Gen.Long[0, 100_00])
        from taxes in SomeTaxes
        select new PriceRequest(lines, discount, shipping, taxes);

    [Fact]
    public void Lines_and_shipping_and_tax_make_the_total_of_every_cart() => SomeCart.Sample(
        cart =>
        {
            var price = PriceOrder.Compute(cart);
            var added = cart.Taxes.Included ? 0 : price.Taxes.Sum(tax => tax.Amount);
            (price.Lines.Sum(line => line.Total) + price.Shipping + added).ShouldBe(price.Total);
            price.Lines.Sum(line => line.Gross).ShouldBe(price.Subtotal);
            price.Shipping.ShouldBe(cart.Shipping);
        },
        iter: Carts);

    [Fact]
    public void Net_goods_and_net_shipping_and_tax_make_the_total_in_the_books() => SomeCart.Sample(
        cart =>
        {
            var price = PriceOrder.Compute(cart);
            (price.NetGoods + price.NetShipping + price.Tax).ShouldBe(price.Total);
            price.NetShipping.ShouldBeInRange(0, price.Shipping);

            // Tax that prices contain is rounded up once a line and tax, so a line of one cent can be tax alone and a cent more.
            var roundings = cart.Taxes.Rates.Count * (cart.Lines.Count + 1);
            price.NetGoods.ShouldBeInRange(-roundings, price.Subtotal - price.Discount);
        },
        iter: Carts);

    [Fact]
    public void The_discount_is_spread_over_the_lines_to_the_cent_and_never_above_a_line() => SomeCart.Sample(
        cart =>
        {
            var price = PriceOrder.Compute(cart);
            price.Discount.ShouldBe(Math.Min(cart.Discount, price.Subtotal));
            price.Lines.Sum(line => line.Discount).ShouldBe(price.Discount);
            foreach (var line in price.Lines)
            {
                line.Discount.ShouldBeInRange(0, line.Gross);
                line.Total.ShouldBe(line.Gross - line.Discount);
            }
        },
        iter: Carts);

    /// <summary>Against exact fractions: within half a cent for every rounding.</summary>
    [Fact]
    public void Each_tax_is_its_exact_share_rounded_once_or_once_a_line() => SomeCart.Sample(
        cart =>
        {
            var price = PriceOrder.Compute(cart);
            var onGoods = cart.Taxes.Rates.Sum(rate => rate.BasisPoints);
            var onShipping = cart.Taxes.Rates.Where(rate => rate.OnShipping).Sum(rate => rate.BasisPoints);
            foreach (var tax in price.Taxes)
            {
                decimal Of(long amount, int all) => amount * (decimal)tax.Rate.BasisPoints / (10_000 + (cart.Taxes.Included ? all : 0));
                var exact = Of(price.Subtotal - price.Discount, onGoods) + (tax.Rate.OnShipping ? Of(price.Shipping, onShipping) : 0);
                var roundings = cart.Taxes.Rounding == TaxRounding.Order ? 1 : price.Lines.Count + 1;
                Math.Abs(tax.Amount - exact).ShouldBeLessThanOrEqualTo(roundings * 0.5m);
            }
        },
        iter: Carts);

    [Fact]
    public void Tax_of_lines_and_of_shipping_is_the_tax_where_it_is_rounded_on_lines() => SomeCart.Where(cart => cart.Taxes.Rounding == TaxRounding.Line).Sample(
        cart =>
        {
            var price = PriceOrder.Compute(cart);
            (price.Lines.Sum(line => line.Tax) + price.Taxes.Sum(tax => tax.OnShipping)).ShouldBe(price.Tax);
        },
        iter: 2_000);

    [Fact]
    public void An_american_order_is_taxed_once_on_its_sum()
    {
        // Three lines of 0.07 at 7.25 %: 0.005 each would round to 0.01 three times; 0.21 is taxed with 0.015, which is 0.02.
        var california = new TaxRules(Included: false, TaxRounding.Order, [new TaxRate("CA sales tax", 725, OnShipping: false)]);
        var price = PriceOrder.Compute(new PriceRequest([new(7, 1), new(7, 1), new(7, 1)], 0, 6_90, california));
        price.Tax.ShouldBe(2);
        price.Total.ShouldBe(21 + 6_90 + 2);
        price.Lines.ShouldAllBe(line => line.Tax == 0);
    }

    [Fact]
    public void An_american_order_with_taxed_shipping_rounds_goods_and_shipping_together()
    {
        // 99.98 + 6.90 = 106.88, of which 6.25 % is 6.68.
        var texas = new TaxRules(Included: false, TaxRounding.Order, [new TaxRate("TX sales tax", 625, OnShipping: true)]);
        var price = PriceOrder.Compute(new PriceRequest([new(49_99, 2)], 0, 6_90, texas));
        price.Tax.ShouldBe(6_68);
        price.Total.ShouldBe(113_56);
    }

    [Fact]
    public void A_german_order_contains_its_tax_line_by_line()
    {
        // 19/119 of 100.00 is 15.966, of 9.99 is 1.595, of shipping 16.90 is 2.698.
        var germany = new TaxRules(Included: true, TaxRounding.Line, [new TaxRate("VAT", 1900, OnShipping: true)]);
        var price = PriceOrder.Compute(new PriceRequest([new(50_00, 2), new(9_99, 1)], 0, 16_90, germany));
        price.Lines.Select(line => line.Tax).ShouldBe([15_97, 1_60]);
        price.Tax.ShouldBe(15_97 + 1_60 + 2_70);
        price.Total.ShouldBe(126_89);
        price.NetGoods.ShouldBe(109_99 - 15_97 - 1_60);
        price.NetShipping.ShouldBe(14_20);
    }

    [Fact]
    public void Three_lines_of_three_cents_differ_between_the_two_roundings()
    {
        TaxRules Rules(TaxRounding rounding) => new(Included: false, rounding, [new TaxRate("Tax", 2000, OnShipping: false)]);
        PriceRequest Cart(TaxRounding rounding) => new([new(3, 1), new(3, 1), new(3, 1)], 0, 0, Rules(rounding));
        PriceOrder.Compute(Cart(TaxRounding.Line)).Tax.ShouldBe(3);
        PriceOrder.Compute(Cart(TaxRounding.Order)).Tax.ShouldBe(2);
    }

    [Fact]
    public void A_discount_above_the_goods_leaves_shipping_to_pay()
    {
        var price = PriceOrder.Compute(new PriceRequest([new(10_00, 1)], 25_00, 6_90, TaxRules.None));
        (price.Discount, price.Total).ShouldBe((10_00, 6_90));
    }

    [Fact]
    public void A_discount_that_does_not_divide_goes_to_the_largest_remainders_first()
    {
        var price = PriceOrder.Compute(new PriceRequest([new(10_00, 1), new(10_00, 1), new(10_00, 1)], 1_00, 0, TaxRules.None));
        price.Lines.Select(line => line.Discount).ShouldBe([34, 33, 33]);
    }
}

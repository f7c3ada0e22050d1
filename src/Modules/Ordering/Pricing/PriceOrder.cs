namespace GigGatek.Ordering.Pricing;

/// <summary>
/// Computes what an order costs. First the discount is spread over the lines, then each destination's taxes are computed
/// on what is left, and on shipping where it is taxed. Halves of a cent round away from zero.
/// </summary>
internal static class PriceOrder
{
    public static OrderPrice Compute(PriceRequest request)
    {
        var gross = request.Lines.Select(line => checked(line.Price * line.Quantity)).ToList();
        var subtotal = checked(gross.Sum());
        var discount = Math.Min(request.Discount, subtotal);
        var discounts = Exact.Spread(discount, gross);
        var totals = gross.Zip(discounts, (line, off) => line - off).ToList();

        var taxes = request.Taxes.Rates.Select(rate => Tax(rate, request, totals)).ToList();
        var byLine = request.Taxes.Rounding == TaxRounding.Line;
        var lines = gross.Select((line, index) => new LinePrice(
            line, discounts[index], totals[index], byLine ? request.Taxes.Rates.Sum(rate => OnGoods(rate, request.Taxes).Of(totals[index])) : 0));
        return new OrderPrice([.. lines], subtotal, discount, request.Shipping, taxes, request.Taxes.Included);
    }

    private static TaxAmount Tax(TaxRate rate, PriceRequest request, List<long> totals)
    {
        var onGoods = OnGoods(rate, request.Taxes);
        var onShipping = OnShipping(rate, request.Taxes);
        if (request.Taxes.Rounding == TaxRounding.Line)
        {
            var shippingTax = onShipping.Of(request.Shipping);
            return new TaxAmount(rate, totals.Sum(onGoods.Of) + shippingTax, shippingTax);
        }

        var goods = totals.Sum();
        var amount = Share.OfBoth(onGoods, goods, onShipping, request.Shipping);
        return new TaxAmount(rate, amount, amount - onGoods.Of(goods));
    }

    private static Share OnGoods(TaxRate rate, TaxRules rules) =>
        new(rate.BasisPoints, Exact.Whole + (rules.Included ? rules.Rates.Sum(other => other.BasisPoints) : 0));

    private static Share OnShipping(TaxRate rate, TaxRules rules) =>
        new(rate.OnShipping ? rate.BasisPoints : 0,
            Exact.Whole + (rules.Included ? rules.Rates.Where(other => other.OnShipping).Sum(other => other.BasisPoints) : 0));

    /// <summary>
    /// The part of an amount that is tax: rate ÷ 100 % of a price without it, rate ÷ (100 % + all rates) of a price that contains it.
    /// </summary>
    private readonly record struct Share(int Numerator, int Denominator)
    {
        public long Of(long amount) => Exact.Round((Int128)amount * Numerator, Denominator);

        public static long OfBoth(Share first, long amount, Share second, long other) =>
            Exact.Round(
                (Int128)amount * first.Numerator * second.Denominator + (Int128)other * second.Numerator * first.Denominator,
                (Int128)first.Denominator * second.Denominator);
    }
}

using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Storefront.Checkout;

/// <summary>The amounts below the lines, for a quote and for the order that came of it.</summary>
public sealed record Sums(
    Money Subtotal, string? DiscountCode, Money Discount, string ShippingName, Money Shipping, IReadOnlyList<TaxLine> Taxes, Money Total)
{
    public static Sums Of(Quote quote) => new(
        quote.Subtotal, quote.DiscountCode, quote.Discount, quote.Shipping.Name, quote.Shipping.Price, quote.Taxes, quote.Total);

    public static Sums Of(Order order) => new(
        order.Subtotal, order.DiscountCode, order.Discount, order.ShippingName, order.Shipping, order.Taxes, order.Total);

    /// <summary><c>8.25 %</c>.</summary>
    public static string Rate(TaxLine tax) => (tax.RateBasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}

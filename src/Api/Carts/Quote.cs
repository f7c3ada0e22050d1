using GigGatek.Api.Catalog;

namespace GigGatek.Api.Carts;

/// <summary>
/// What an order of this cart would cost: exactly that, when it is placed with this quote before it expires. Where a price, the stock, the tax or a code has changed
/// meanwhile, the order is refused and another quote is needed.
/// </summary>
/// <param name="Token">Hand it back to place the order.</param>
/// <param name="Taxes">Each tax with its share; those that are included are in the prices already.</param>
/// <param name="Total">Subtotal less discount, with shipping and the taxes that are not included.</param>
public sealed record Quote(
    string Token,
    IReadOnlyList<QuoteLine> Lines,
    Money Subtotal,
    string? DiscountCode,
    Money Discount,
    ShippingChoice Shipping,
    IReadOnlyList<TaxLine> Taxes,
    Money Tax,
    Money Total,
    DateTimeOffset ExpiresAt)
{
    internal static Quote Of(Contracts.Ordering.Quote quote) => new(
        quote.Token, [.. quote.Lines.Select(QuoteLine.Of)], Money.Of(quote.Subtotal), quote.DiscountCode, Money.Of(quote.Discount), ShippingChoice.Of(quote.Shipping),
        [.. quote.Taxes.Select(TaxLine.Of)], Money.Of(quote.Tax), Money.Of(quote.Total), quote.ExpiresAt);
}

/// <summary>A line of a quote or of an order.</summary>
/// <param name="Product">The slug of its product.</param>
/// <param name="Price">For one.</param>
/// <param name="Discount">This line's part of the discount.</param>
/// <param name="Tax">This line's tax; zero where tax is rounded on the whole order.</param>
public sealed record QuoteLine(string Sku, string Product, string Name, Grade Grade, int Quantity, Money Price, Money Discount, Money Total, Money Tax)
{
    internal static QuoteLine Of(Contracts.Ordering.QuoteLine line) => new(
        line.Sku, line.ProductSlug, line.Name, (Grade)line.Grade, line.Quantity, Money.Of(line.Price), Money.Of(line.Discount), Money.Of(line.Total), Money.Of(line.Tax));
}

/// <summary>A tax and what it comes to.</summary>
/// <param name="RateBasisPoints">Hundredths of a percent: 825 is 8.25 %.</param>
/// <param name="Included">True where prices contain it already.</param>
public sealed record TaxLine(string Name, int RateBasisPoints, Money Amount, bool Included)
{
    internal static TaxLine Of(Contracts.Ordering.TaxLine tax) => new(tax.Name, tax.RateBasisPoints, Money.Of(tax.Amount), tax.Included);
}

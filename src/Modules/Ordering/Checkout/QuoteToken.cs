using System.Text.Json;
using GigGatek.Platform;

namespace GigGatek.Ordering.Checkout;

/// <summary>A line's figures in a token.</summary>
internal sealed record QuoteTokenLine(string Sku, int Quantity, long UnitPrice, long Discount, long Total, long Tax);

/// <summary>A tax in a token.</summary>
internal sealed record QuoteTokenTax(string Name, int BasisPoints, long Amount);

/// <summary>
/// What the shopper agreed to, in figures. It is signed and readable by anyone: no names, no addresses, no secret of the
/// cart. Whoever places recomputes and compares; a single different cent needs a new consent.
/// </summary>
/// <param name="Id">The quote, and from then on the order, its reservation and its payment.</param>
/// <param name="DetailsVersion">Of contact, address and shipping choice.</param>
internal sealed record QuoteToken(
    long Id,
    long CartId,
    int DetailsVersion,
    string Currency,
    IReadOnlyList<QuoteTokenLine> Lines,
    string? DiscountCode,
    string ShippingCode,
    long Shipping,
    IReadOnlyList<QuoteTokenTax> Taxes,
    bool TaxIncluded,
    long Total,
    DateTimeOffset ExpiresAt)
{
    public const string Purpose = "ordering.quote";

    public static QuoteToken Of(Quotation quotation, long id, DateTimeOffset expiresAt) => new(
        id,
        quotation.CartId,
        quotation.DetailsVersion,
        quotation.Currency,
        [.. quotation.Lines.Select(line => new QuoteTokenLine(
            line.Offer.Sku, line.Quantity, line.UnitPrice, line.Price.Discount, line.Price.Total, line.Price.Tax))],
        quotation.DiscountCode,
        quotation.Way.Code,
        quotation.Way.Price,
        [.. quotation.Price.Taxes.Select(tax => new QuoteTokenTax(tax.Rate.Name, tax.Rate.BasisPoints, tax.Amount))],
        quotation.Price.TaxIncluded,
        quotation.Price.Total,
        expiresAt);

    /// <summary>True when the checkout costs today exactly what this quote said.</summary>
    public bool Agrees(Quotation today) => Written(this) == Written(Of(today, Id, ExpiresAt));

    private static string Written(QuoteToken token) => JsonSerializer.Serialize(token, ContractJson.Options);
}

using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Pricing;
using GigGatek.Ordering.Shipping;

namespace GigGatek.Ordering.Checkout;

/// <summary>A line with the offer that it was priced from.</summary>
internal sealed record QuotationLine(Offer Offer, int Quantity, long UnitPrice, LinePrice Price);

/// <summary>A checkout, complete and priced. Pure: from here on nothing is looked up.</summary>
internal sealed record Quotation(
    long CartId,
    int DetailsVersion,
    string Currency,
    IReadOnlyList<QuotationLine> Lines,
    string? DiscountCode,
    PricedShipping Way,
    OrderPrice Price,
    Contact Contact,
    Address Address)
{
    /// <summary>Prices a checkout. Refuses with <c>details_missing</c> or <c>sold_out</c>.</summary>
    /// <param name="forPlacing">
    /// True leaves the question whether there is enough to the reservation: units that this very quote has reserved do not
    /// show as available any more.
    /// </param>
    public static Result<Quotation> Compute(CheckoutState? checkout, string currency, bool forPlacing = false)
    {
        if (checkout is null)
        {
            return CheckoutErrors.DetailsMissing("Your cart is empty. Put something into it first.");
        }

        if (checkout is not { Contact: { } contact, Address: { } address })
        {
            return CheckoutErrors.DetailsMissing("Tell us first who buys and where it goes.");
        }

        if (checkout.Way is not { } way)
        {
            return CheckoutErrors.DetailsMissing("We have no way of shipping to this address. Choose another country.");
        }

        if (FindShort(checkout, forPlacing) is { } error)
        {
            return error;
        }

        var offers = checkout.Lines.Select(line => checkout.Offers[line.Sku]).ToList();
        var price = PriceOrder.Compute(new PriceRequest(
            [.. checkout.Lines.Zip(offers, (line, offer) => new PriceRequestLine(offer.Price!.Value.Minor, line.Quantity))],
            checkout.Discount.Amount, way.Price, checkout.Taxes));
        var lines = checkout.Lines.Select((line, index) => new QuotationLine(offers[index], line.Quantity, offers[index].Price!.Value.Minor, price.Lines[index]));
        return new Quotation(
            checkout.Cart.Id, checkout.Cart.DetailsVersion, currency, [.. lines], checkout.Discount.Code, way, price, contact, address);
    }

    /// <summary>The lines as pages and mails show them.</summary>
    public IReadOnlyList<QuoteLine> QuoteLines => [.. Lines.Select(line => new QuoteLine(
        line.Offer.Sku, line.Offer.ProductSlug, line.Offer.Name, line.Offer.Grade, line.Quantity,
        In(line.UnitPrice), In(line.Price.Discount), In(line.Price.Total), In(line.Price.Tax)))];

    /// <summary>The taxes as pages and mails show them.</summary>
    public IReadOnlyList<TaxLine> TaxLines => [.. Price.Taxes.Select(tax => new TaxLine(
        tax.Rate.Name, tax.Rate.BasisPoints, In(tax.Amount), Price.TaxIncluded))];

    /// <summary>An amount in the quotation's currency.</summary>
    public Money In(long minor) => new(minor, Currency);

    private static Error? FindShort(CheckoutState checkout, bool forPlacing)
    {
        foreach (var line in checkout.Lines)
        {
            if (!checkout.Offers.TryGetValue(line.Sku, out var offer) || offer.Price is null)
            {
                return CheckoutErrors.SoldOut(offer?.Name ?? line.Sku, 0);
            }

            if (!forPlacing && offer.Available < line.Quantity)
            {
                return CheckoutErrors.SoldOut(offer.Name, offer.Available);
            }
        }

        return null;
    }
}

using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform;
using GigGatek.Platform.Security;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Ordering.Checkout;

/// <summary>Computes and signs what a checkout costs now. Writes nothing.</summary>
internal sealed class MakeQuote(
    ReadCheckout read, SignedTokens tokens, Ids ids, TimeProvider clock, IOptions<ShopOptions> shop, IOptions<OrderingOptions> options)
{
    public async Task<Result<Quote>> Handle(string cartId, CancellationToken ct)
    {
        var computed = Quotation.Compute(await read.Handle(cartId, ct), shop.Value.Currency);
        return computed.Succeeded ? Sign(computed.Value) : computed.Error;
    }

    private Quote Sign(Quotation quotation)
    {
        // Milliseconds, as the order will store it.
        var expires = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().AddMinutes(options.Value.QuoteMinutes).ToUnixTimeMilliseconds());
        var token = QuoteToken.Of(quotation, ids.Next(), expires);
        return Write(quotation, token, tokens.Write(QuoteToken.Purpose, token));
    }

    internal static Quote Write(Quotation quotation, QuoteToken token, string signed) => new(
        token.Id,
        quotation.QuoteLines,
        quotation.In(quotation.Price.Subtotal),
        quotation.DiscountCode,
        quotation.In(quotation.Price.Discount),
        new ShippingChoice(quotation.Way.Code, quotation.Way.Name, quotation.Way.Promise, quotation.In(quotation.Way.Price), Selected: true),
        quotation.TaxLines,
        quotation.In(quotation.Price.Tax),
        quotation.In(quotation.Price.Total),
        token.ExpiresAt,
        signed);
}

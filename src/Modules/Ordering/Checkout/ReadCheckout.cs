using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Carts;
using GigGatek.Ordering.Discounts;
using GigGatek.Ordering.Pricing;
using GigGatek.Ordering.Shipping;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Ordering.Checkout;

/// <summary>Everything that a price depends on, as it is now.</summary>
/// <param name="Offers">By SKU; what the catalog does not know is missing.</param>
/// <param name="Ways">Of shipping, cheapest first; empty without an address.</param>
internal sealed record CheckoutState(
    CartRow Cart,
    IReadOnlyList<CartLineRow> Lines,
    IReadOnlyDictionary<string, Offer> Offers,
    Contact? Contact,
    Address? Address,
    DiscountEffect Discount,
    IReadOnlyList<PricedShipping> Ways,
    TaxRules Taxes)
{
    /// <summary>The chosen way, or the cheapest until one is chosen.</summary>
    public PricedShipping? Way => Ways.FirstOrDefault(way => way.Code == Cart.ShippingCode) ?? (Ways.Count > 0 ? Ways[0] : null);
}

/// <summary>Reads a checkout: two statements and the catalog's one, however many lines.</summary>
internal sealed class ReadCheckout(
    Sessions<OrderingDb> sessions, ICatalog catalog, PriceTables tables, SealedDetails details, IOptions<ShopOptions> shop, TimeProvider clock)
{
    /// <summary>Null without a cart that has lines.</summary>
    public async Task<CheckoutState?> Handle(string cartId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        if (await db.FindCartAsync(cartId, ct) is not { Lines.Count: > 0 } stored)
        {
            return null;
        }

        var cart = stored.Cart;
        var offers = (await catalog.FindOffersAsync([.. stored.Lines.Select(line => line.Sku)], ct)).ToDictionary(offer => offer.Sku);
        var subtotal = stored.Lines.Sum(line => (offers.GetValueOrDefault(line.Sku)?.Price?.Minor ?? 0) * line.Quantity);
        var discount = cart.DiscountCode is null
            ? DiscountEffect.None
            : DiscountRules.Effect(await db.FindDiscountAsync(cart.DiscountCode, ct), subtotal, shop.Value.Currency, clock.GetUtcNow());
        var contact = cart.Contact is null ? null : details.OpenContact(SealedDetails.Carts, cart.Id, cart.Contact);
        var address = cart.Address is null ? null : details.OpenAddress(SealedDetails.Carts, cart.Id, cart.Address);
        if (address is null)
        {
            return new CheckoutState(cart, stored.Lines, offers, contact, null, discount, [], TaxRules.None);
        }

        var rules = await tables.ReadAsync(ct);
        var ways = ShippingRules.Price(rules.RatesTo(address.Country), subtotal - discount.Amount, discount.FreeShipping);
        return new CheckoutState(cart, stored.Lines, offers, contact, address, discount, ways, rules.TaxesAt(address));
    }
}

using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Discounts;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Ordering.Carts;

/// <summary>A cart as its page shows it, with today's prices. Three statements, however many lines.</summary>
internal sealed class FindCart(Sessions<OrderingDb> sessions, ICatalog catalog, IOptions<ShopOptions> shop, TimeProvider clock)
{
    public async Task<Cart?> Handle(string cartId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        if (await db.FindCartAsync(cartId, ct) is not { } stored)
        {
            return null;
        }

        var discount = await db.FindDiscountAsync(stored.Cart.DiscountCode, ct);
        var offers = stored.Lines.Count == 0 ? [] : await catalog.FindOffersAsync([.. stored.Lines.Select(line => line.Sku)], ct);
        return View(cartId, stored, offers.ToDictionary(offer => offer.Sku), discount);
    }

    private Cart View(string cartId, StoredCart stored, Dictionary<string, Offer> offers, DiscountRow? discount)
    {
        var currency = shop.Value.Currency;
        var lines = stored.Lines.Select(line => View(line, offers.GetValueOrDefault(line.Sku), currency)).ToList();
        var subtotal = lines.Where(line => !line.IsShort).Sum(line => line.Price!.Value.Minor * line.Quantity);
        var effect = stored.Cart.DiscountCode is null ? DiscountEffect.None : DiscountRules.Effect(discount, subtotal, currency, clock.GetUtcNow());
        return new Cart(
            cartId, lines, new Money(subtotal, currency), stored.Cart.DiscountCode, new Money(effect.Amount, currency), effect.Note);
    }

    /// <summary>A SKU that the catalog does not know any more stays in sight, so that the shopper can take it out.</summary>
    private static CartLine View(CartLineRow line, Offer? offer, string currency) => new(
        line.Sku,
        offer?.ProductSlug ?? "",
        offer?.Name ?? "An article that we do not sell any more",
        offer?.CategorySlug ?? "",
        offer?.Grade ?? Grade.Good,
        line.Quantity,
        offer?.Price,
        line.PriceWhenAdded is { } price ? new Money(price, currency) : null,
        offer?.Available ?? 0,
        offer?.WarrantyMonths ?? 0);
}

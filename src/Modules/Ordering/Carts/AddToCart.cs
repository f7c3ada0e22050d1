using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Checkout;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Ordering.Carts;

/// <summary>Adds units of a SKU: one statement in the catalog, at most three here.</summary>
internal sealed class AddToCart(Sessions<OrderingDb> sessions, ICatalog catalog, SealedDetails details, Ids ids, TimeProvider clock)
{
    public async Task<Result<CartChanged>> Handle(string? cartId, string sku, int quantity, CancellationToken ct)
    {
        if (quantity is < 1 or > CartLimits.MostOfOne)
        {
            return CartLimits.TooMany;
        }

        var offers = await catalog.FindOffersAsync([sku], ct);
        var addition = new Addition(quantity);
        return FindFault(offers) is { } fault ? fault : await sessions.RepeatAsync(db => Add(db, cartId, offers[0], addition, ct), ct);
    }

    private static Error? FindFault(IReadOnlyList<Offer> offers) => offers switch
    {
        [] => Error.NotFound("We do not know this article. Choose one from the catalogue."),
        [{ Price: null }] => Error.Conflict("not_for_sale", "This article is not for sale at the moment."),
        [{ Available: < 1 }] => Error.Conflict("sold_out", "This article has just been sold out. Another grade may still be there."),
        _ => null,
    };

    private async Task<Result<CartChanged>> Add(OrderingDb db, string? cartId, Offer offer, Addition addition, CancellationToken ct)
    {
        var quantity = addition.Quantity;
        var now = clock.GetUtcNow();
        var found = cartId is null ? null : await db.LockContentAsync(cartId, ct);
        var cart = found ?? new CartContent(ids.Next(), Secrets.NewToken(), new Dictionary<string, int>());
        var already = cart.Quantities.GetValueOrDefault(offer.Sku);
        if (already == addition.Aim)
        {
            return new CartChanged(cart.Secret, cart.Units);
        }

        if (already + quantity > CartLimits.MostOfOne)
        {
            return CartLimits.TooMany;
        }

        if (already == 0 && cart.Quantities.Count >= CartLimits.MostLines)
        {
            return CartLimits.TooLong;
        }

        if (already + quantity > offer.Available)
        {
            return Error.Conflict("too_few", $"Only {offer.Available} of these {(offer.Available == 1 ? "is" : "are")} left{(already > 0 ? $", and {already} lie in your cart already" : "")}.");
        }

        if (found is null)
        {
            await db.InsertAsync(NewCart(cart, now), token: ct);
        }
        else
        {
            await db.TouchAsync(cart.Id, now, ct);
        }

        addition.Aim = already + quantity;
        await Write(db, already, new CartLineRow { CartId = cart.Id, Sku = offer.Sku, Quantity = quantity, PriceWhenAdded = offer.Price?.Minor, AddedAt = now }, ct);
        return new CartChanged(cart.Secret, cart.Units + quantity);
    }

    private CartRow NewCart(CartContent cart, DateTimeOffset now) => new()
    {
        Id = cart.Id,
        SecretHash = Secrets.Hash(cart.Secret),
        SealedSecret = details.SealSecret(SealedDetails.Carts, cart.Id, cart.Secret),
        TouchedAt = now,
    };

    private static Task<int> Write(OrderingDb db, int already, CartLineRow added, CancellationToken ct) =>
        already == 0
            ? db.InsertAsync(added, token: ct)
            : db.CartLines.Where(line => line.CartId == added.CartId && line.Sku == added.Sku)
                .Set(line => line.Quantity, already + added.Quantity).Set(line => line.PriceWhenAdded, added.PriceWhenAdded)
                .UpdateAsync(ct);

    /// <summary>Knows from run to run what it was about to write: a commit of which nobody knows was done when that is there.</summary>
    private sealed class Addition(int quantity)
    {
        public int Quantity => quantity;

        public int? Aim { get; set; }
    }
}

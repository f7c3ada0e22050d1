using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Carts;
using GigGatek.Ordering.Pricing;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;
using LinqToDB;
using Microsoft.Extensions.Options;

namespace GigGatek.Ordering.Checkout;

/// <summary>The ways of shipping for a cart, and the choice among them. Until one is made, the cheapest is selected.</summary>
internal sealed class ChooseShipping(
    Sessions<OrderingDb> sessions, ReadCheckout read, PriceTables tables, SealedDetails details, IOptions<ShopOptions> shop, TimeProvider clock)
{
    public async Task<IReadOnlyList<ShippingChoice>> List(string cartId, CancellationToken ct) =>
        await read.Handle(cartId, ct) is { Address: not null } checkout
            ? [.. checkout.Ways.Select(way => new ShippingChoice(
                way.Code, way.Name, way.Promise, new Money(way.Price, shop.Value.Currency), way == checkout.Way))]
            : [];

    public async Task<Result> Handle(string cartId, string code, CancellationToken ct)
    {
        if (await FindDestination(cartId, ct) is not var (id, country))
        {
            return CheckoutErrors.DetailsMissing("Tell us first where it goes.");
        }

        if ((await tables.ReadAsync(ct)).RatesTo(country).All(way => way.Code != code))
        {
            return Error.Invalid("invalid", "Choose one of the ways of shipping in the list.", "shipping");
        }

        await sessions.RepeatAsync(
            db => db.Carts.Where(cart => cart.Id == id)
                .Set(cart => cart.ShippingCode, code)
                .Set(cart => cart.DetailsVersion, cart => cart.DetailsVersion + 1)
                .Set(cart => cart.TouchedAt, clock.GetUtcNow())
                .UpdateAsync(ct),
            ct);
        return Result.Done;
    }

    /// <summary>Null without a cart, or before it has an address.</summary>
    private async Task<(long CartId, string Country)?> FindDestination(string cartId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var cart = await db.CartsOf(cartId).Select(cart => new { cart.Id, cart.Address }).FindAsync(ct);
        return cart?.Address is { } address ? (cart.Id, details.OpenAddress(SealedDetails.Carts, cart.Id, address).Country) : null;
    }
}

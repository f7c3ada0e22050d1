using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Carts;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;
using LinqToDB;
using Microsoft.Extensions.Options;

namespace GigGatek.Ordering.Checkout;

/// <summary>The ways of shipping for a cart, and the choice among them. Until one is made, the cheapest is selected.</summary>
internal sealed class ChooseShipping(Sessions<OrderingDb> sessions, ReadCheckout read, IOptions<ShopOptions> shop, TimeProvider clock)
{
    public async Task<IReadOnlyList<ShippingChoice>> List(string cartId, CancellationToken ct) =>
        await read.Handle(cartId, ct) is { Address: not null } checkout
            ? [.. checkout.Ways.Select(way => new ShippingChoice(
                way.Code, way.Name, way.Promise, new Money(way.Price, shop.Value.Currency), way == checkout.Way))]
            : [];

    public async Task<Result> Handle(string cartId, string code, CancellationToken ct)
    {
        var checkout = await read.Handle(cartId, ct);
        if (checkout?.Address is null)
        {
            return CheckoutErrors.DetailsMissing("Tell us first where it goes.");
        }

        if (checkout.Ways.All(way => way.Code != code))
        {
            return Error.Invalid("invalid", "Choose one of the ways of shipping in the list.", "shipping");
        }

        await sessions.WriteAsync(
            db => db.Carts.Where(cart => cart.Id == checkout.Cart.Id)
                .Set(cart => cart.ShippingCode, code)
                .Set(cart => cart.DetailsVersion, cart => cart.DetailsVersion + 1)
                .Set(cart => cart.TouchedAt, clock.GetUtcNow())
                .UpdateAsync(ct),
            ct);
        return Result.Done;
    }
}

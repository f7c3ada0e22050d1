using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Carts;
using GigGatek.Ordering.Pricing;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Ordering.Checkout;

/// <summary>Keeps contact and address with the cart. A way of shipping that the new country does not have is forgotten.</summary>
internal sealed class SaveAddress(Sessions<OrderingDb> sessions, PriceTables tables, SealedDetails details, TimeProvider clock)
{
    public async Task<Result> Handle(string cartId, Contact contact, Address address, CancellationToken ct)
    {
        contact = AddressRules.Normalize(contact);
        address = AddressRules.Normalize(address);
        var rules = await tables.ReadAsync(ct);
        var country = rules.ShippingCountries.FirstOrDefault(country => country.Code == address.Country);
        if ((AddressRules.FindFault(contact) ?? AddressRules.FindFault(address, country)) is { } fault)
        {
            return fault;
        }

        var named = address with { CountryName = country!.Name };    // kept with the address: an old order says what it said
        var to = new Destination(contact, named, [.. rules.RatesTo(address.Country).Select(way => way.Code)]);
        return await sessions.RepeatAsync(db => Save(db, cartId, to, ct), ct);
    }

    private async Task<Result> Save(OrderingDb db, string cartId, Destination to, CancellationToken ct)
    {
        var found = await db.CartsOf(cartId).Select(cart => new { cart.Id, cart.ShippingCode }).FindAsync(ct);
        if (found is null)
        {
            return CartLimits.NoCart;
        }

        await db.Carts.Where(cart => cart.Id == found.Id)
            .Set(cart => cart.Contact, details.Seal(SealedDetails.Carts, found.Id, to.Contact))
            .Set(cart => cart.Address, details.Seal(SealedDetails.Carts, found.Id, to.Address))
            .Set(cart => cart.ShippingCode, to.Ways.Contains(found.ShippingCode) ? found.ShippingCode : null)
            .Set(cart => cart.DetailsVersion, cart => cart.DetailsVersion + 1)
            .Set(cart => cart.TouchedAt, clock.GetUtcNow())
            .UpdateAsync(ct);
        return Result.Done;
    }

    private sealed record Destination(Contact Contact, Address Address, IReadOnlyList<string?> Ways);
}

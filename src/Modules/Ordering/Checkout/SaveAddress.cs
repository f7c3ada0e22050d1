using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Carts;
using GigGatek.Ordering.Shipping;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Checkout;

/// <summary>Keeps contact and address with the cart. A way of shipping that the new country does not have is forgotten.</summary>
internal sealed class SaveAddress(Sessions<OrderingDb> sessions, SealedDetails details, TimeProvider clock)
{
    public async Task<Result> Handle(string cartId, Contact contact, Address address, CancellationToken ct)
    {
        contact = AddressRules.Normalize(contact);
        address = AddressRules.Normalize(address);
        await using var db = sessions.Read();
        var country = (await db.ListCountriesAsync(ct)).FirstOrDefault(country => country.Code == address.Country);
        if ((AddressRules.FindFault(contact) ?? AddressRules.FindFault(address, country)) is { } fault)
        {
            return fault;
        }

        var named = address with { CountryName = country!.Name };    // kept with the address: an old order says what it said
        return await sessions.WriteAsync(writing => Save(writing, cartId, contact, named, ct), ct);
    }

    private async Task<Result> Save(OrderingDb db, string cartId, Contact contact, Address address, CancellationToken ct)
    {
        var id = await db.Carts.Where(cart => cart.Secret == cartId).Select(cart => (long?)cart.Id).FirstOrDefaultAsync(ct);
        if (id is not { } known)
        {
            return CartLimits.NoCart;
        }

        var ways = await db.ListRatesAsync(address.Country, ct);
        var codes = ways.Select(way => way.Code).ToList();
        await db.Carts.Where(cart => cart.Id == known && !codes.Contains(cart.ShippingCode!)).Set(cart => cart.ShippingCode, (string?)null).UpdateAsync(ct);
        await db.Carts.Where(cart => cart.Id == known)
            .Set(cart => cart.Contact, details.Seal(SealedDetails.Carts, known, contact))
            .Set(cart => cart.Address, details.Seal(SealedDetails.Carts, known, address))
            .Set(cart => cart.DetailsVersion, cart => cart.DetailsVersion + 1)
            .Set(cart => cart.TouchedAt, clock.GetUtcNow())
            .UpdateAsync(ct);
        return Result.Done;
    }
}

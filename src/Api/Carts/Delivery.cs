using GigGatek.Contracts.Ordering;

namespace GigGatek.Api.Carts;

/// <summary>Where a cart goes, and how it can be sent there.</summary>
/// <param name="Contact">Null until it was given.</param>
/// <param name="Address">Null until it was given.</param>
/// <param name="Shipping">The ways of shipping for this cart and address, cheapest first; empty until there is an address.</param>
public sealed record Delivery(Contact? Contact, Address? Address, IReadOnlyList<ShippingChoice> Shipping)
{
    internal static Delivery Of(CheckoutDetails? details, IReadOnlyList<Contracts.Ordering.ShippingChoice> shipping) => new(
        details?.Contact is { } contact ? Contact.Of(contact) : null, details?.Address is { } address ? Address.Of(address) : null, [.. shipping.Select(ShippingChoice.Of)]);
}

/// <summary>Who is written to about the order.</summary>
public sealed record Contact(string Email, string? Phone = null)
{
    internal static Contact Of(Contracts.Ordering.Contact contact) => new(contact.Email, contact.Phone);

    internal Contracts.Ordering.Contact ToContract() => new(Email, Phone);
}

/// <summary>Where it goes.</summary>
/// <param name="Country">One of the countries that the shop ships to, by ISO 3166-1 alpha-2.</param>
/// <param name="Region">State or province, where the country's addresses have one; of the United States as two letters.</param>
public sealed record Address(string Name, string Line1, string City, string PostalCode, string Country, string? Line2 = null, string? Region = null)
{
    internal static Address Of(Contracts.Ordering.Address address) =>
        new(address.Name, address.Line1, address.City, address.PostalCode, address.Country, address.Line2, address.Region);

    internal Contracts.Ordering.Address ToContract() => new(Name, Line1, Line2, City, Region, PostalCode, Country);
}

/// <summary>Where a cart shall go.</summary>
public sealed record NewDelivery(Contact Contact, Address Address);

/// <summary>A way of shipping with its price for this cart and address.</summary>
/// <param name="Promise">How long it takes, in words.</param>
/// <param name="Selected">True for the one that was chosen.</param>
public sealed record ShippingChoice(string Code, string Name, string Promise, Money Price, bool Selected)
{
    internal static ShippingChoice Of(Contracts.Ordering.ShippingChoice choice) => new(choice.Code, choice.Name, choice.Promise, Money.Of(choice.Price), choice.Selected);
}

/// <summary>Which way of shipping is wanted.</summary>
/// <param name="Code">Of one that the delivery lists.</param>
public sealed record ShippingCode(string Code);

/// <summary>A country that the shop ships to.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Regions">Its states by their two letters, where an address needs one; empty otherwise.</param>
public sealed record Country(string Code, string Name, IReadOnlyList<string> Regions)
{
    internal static Country Of(ShippingCountry country) => new(country.Code, country.Name, country.Regions);
}

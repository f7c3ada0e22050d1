using System.Net.Mail;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Ordering.Checkout;

/// <summary>What contact and address must look like. Loose on purpose: a parcel that a carrier would deliver is not refused.</summary>
internal static class AddressRules
{
    public static Contact Normalize(Contact contact) => new(contact.Email.Trim(), Blank(contact.Phone));

    /// <summary>Trimmed, country, region and postal code in upper case, empty parts gone.</summary>
    public static Address Normalize(Address address) => new(
        address.Name.Trim(), address.Line1.Trim(), Blank(address.Line2), address.City.Trim(),
        Blank(address.Region)?.ToUpperInvariant(), address.PostalCode.Trim().ToUpperInvariant(), address.Country.Trim().ToUpperInvariant());

    public static Error? FindFault(Contact contact) =>
        Email(contact.Email)
        ?? Optional(contact.Phone, "phone", "The phone number", 30)
        ?? (contact.Phone is { } phone && (!phone.All(IsOfPhone) || phone.Count(char.IsAsciiDigit) < 5)
            ? Error.Invalid("invalid", "A phone number has at least five digits, and only digits, spaces and + - ( ) / beside them.", "phone")
            : null);

    public static Error? FindFault(Address address, ShippingCountry? country) =>
        Required(address.Name, "name", "A name", 100)
        ?? Required(address.Line1, "line1", "Street and number", 120)
        ?? Optional(address.Line2, "line2", "The second line", 120)
        ?? Required(address.City, "city", "A city", 80)
        ?? (country is null ? Error.Invalid("invalid", "Choose a country that we ship to.", "country") : null)
        ?? Region(address.Region, country!)
        ?? PostalCodes.FindFault(country!, address.PostalCode);

    private static Error? Email(string email) =>
        Required(email, "email", "A mail address", 254)
        ?? (MailAddress.TryCreate(email, out var parsed) && parsed.Address == email && parsed.Host.Contains('.', StringComparison.Ordinal) && !email.Contains(' ', StringComparison.Ordinal)
            ? null
            : Error.Invalid("invalid", "This is not a mail address. One looks like name@example.com.", "email"));

    private static Error? Region(string? region, ShippingCountry country) =>
        country.Regions.Count == 0
            ? Optional(region, "region", "The region", 60)
            : region is not null && country.Regions.Contains(region)
                ? null
                : Error.Invalid("invalid", $"Choose the state or province in {country.Name}: the tax depends on it.", "region");

    private static Error? Required(string value, string field, string what, int most) =>
        value.Length == 0 ? Error.Invalid("required", $"{what} is needed here.", field) : Optional(value, field, what, most);

    private static Error? Optional(string? value, string field, string what, int most) =>
        value switch
        {
            null => null,
            _ when value.Length > most => Error.Invalid("too_long", $"{what} has at most {most} characters; this has {value.Length}.", field),
            _ when value.Any(char.IsControl) => Error.Invalid("invalid", $"{what} is one line of plain text, without control characters.", field),
            _ => null,
        };

    private static bool IsOfPhone(char sign) => char.IsAsciiDigit(sign) || " +-()/.".Contains(sign, StringComparison.Ordinal);

    private static string? Blank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

using System.Text.Json;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Carts;
using GigGatek.Ordering.Orders;
using GigGatek.Platform;
using GigGatek.Platform.Security;

namespace GigGatek.Ordering.Checkout;

/// <summary>Contact and address as they are stored: JSON, sealed for the row that holds it.</summary>
internal sealed class SealedDetails(PersonalData personal)
{
    public const string Carts = "ordering_carts";
    public const string Orders = "ordering_orders";

    internal const string EmailPurpose = "ordering.email";

    public string Seal(string table, long rowId, Contact contact) => Seal(new SealedPlace(table, "contact", rowId), contact);

    public string Seal(string table, long rowId, Address address) => Seal(new SealedPlace(table, "address", rowId), address);

    public Contact OpenContact(string table, long rowId, string value) => Open<Contact>(new SealedPlace(table, "contact", rowId), value);

    public Address OpenAddress(string table, long rowId, string value)
    {
        var address = Open<Address>(new SealedPlace(table, "address", rowId), value);
        return string.IsNullOrEmpty(address.CountryName) ? address with { CountryName = address.Country } : address;    // written before names were kept
    }

    public string SealSecret(string table, long rowId, string secret) => personal.Seal(new SealedPlace(table, "sealed_secret", rowId), secret);

    public string OpenSecret(CartRow cart) => OpenSecret(Carts, cart.Id, cart.SealedSecret, cart.SecretHash);

    public string OpenSecret(OrderRow order) => OpenSecret(Orders, order.Id, order.SealedSecret, order.SecretHash);

    /// <summary>Until <see cref="SealOrderSecrets"/> and <see cref="SealCartSecrets"/> have passed, a row of an earlier version holds the secret itself.</summary>
    public string OpenSecret(string table, long rowId, string? sealedSecret, string stored) =>
        sealedSecret is null ? stored : personal.Open(new SealedPlace(table, "sealed_secret", rowId), sealedSecret);

    /// <summary>What an order is found by when its buyer's mail address is confirmed.</summary>
    public string EmailIndex(string email) => personal.BlindIndex(EmailPurpose, Canonical(email));

    /// <summary>The same under every key that may have written it.</summary>
    public IReadOnlyList<string> EmailIndexes(string email) => personal.BlindIndexes(EmailPurpose, Canonical(email));

    /// <summary>What is looked up, from the contact as it is stored.</summary>
    internal static string CanonicalOf(string contact) => Canonical(JsonSerializer.Deserialize<Contact>(contact, ContractJson.Options)!.Email);

    private static string Canonical(string email) => email.Trim().ToLowerInvariant();

    private string Seal<T>(SealedPlace place, T value) => personal.Seal(place, JsonSerializer.Serialize(value, ContractJson.Options));

    private T Open<T>(SealedPlace place, string value) => JsonSerializer.Deserialize<T>(personal.Open(place, value), ContractJson.Options)!;
}

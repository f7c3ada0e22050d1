using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Storefront.Forms;

namespace GigGatek.Storefront.Checkout;

/// <summary>The fields of the first step. Ordering decides what an address must be; this only says what is missing or too long.</summary>
internal static class AddressForm
{
    private const int Longest = 100;

    /// <param name="homeCountry">The shop's own, for who has not said another.</param>
    public static PageForm Fill(CheckoutDetails details, Account? account, string homeCountry) => new PageForm()
        .Set("email", details.Contact?.Email ?? account?.Email)
        .Set("phone", details.Contact?.Phone)
        .Set("name", details.Address?.Name ?? account?.DisplayName)
        .Set("line1", details.Address?.Line1)
        .Set("line2", details.Address?.Line2)
        .Set("city", details.Address?.City)
        .Set("region", details.Address?.Region)
        .Set("postalCode", details.Address?.PostalCode)
        .Set("country", details.Address?.Country ?? homeCountry);

    public static (Contact Contact, Address Address) Read(PageForm form) => (
        new Contact(
            form.Text("email", 254, "Write the address that the receipt should go to."),
            form.Optional("phone", 40)),
        new Address(
            form.Text("name", Longest, "Write the name that stands on the door or the desk."),
            form.Text("line1", Longest, "Write street and number."),
            form.Optional("line2", Longest),
            form.Text("city", Longest, "Write the city or town."),
            form.Optional("region", Longest),
            form.Text("postalCode", 20, "Write the postal code."),
            form.Text("country", 2, "Choose the country.")));
}

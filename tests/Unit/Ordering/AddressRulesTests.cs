using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Checkout;

namespace GigGatek.Tests.Unit.Ordering;

public sealed class AddressRulesTests
{
    private static readonly ShippingCountry Germany = new("DE", "Germany", []);
    private static readonly ShippingCountry States = new("US", "United States", ["CA", "OR"]);
    private static readonly Address Berlin = new("Ann Lovelace", "Kupferstraße 1", null, "Berlin", null, "10115", "DE");

    [Fact]
    public void A_good_address_is_taken() => AddressRules.FindFault(Berlin, Germany).ShouldBeNull();

    [Fact]
    public void Letters_are_put_in_order_and_empty_parts_go()
    {
        var tidy = AddressRules.Normalize(new Address(" Ann ", " 1 Copper Street ", "  ", " Portland ", " or ", " 97201 ", " us "));
        tidy.ShouldBe(new Address("Ann", "1 Copper Street", null, "Portland", "OR", "97201", "US"));
        AddressRules.Normalize(new Contact(" ann@example.com ", " ")).ShouldBe(new Contact("ann@example.com", null));
    }

    [Fact]
    public void Each_fault_names_its_field()
    {
        Fault(Berlin with { Name = "" }).ShouldBe("name");
        Fault(Berlin with { Name = new string('a', 101) }).ShouldBe("name");
        Fault(Berlin with { Line1 = "1 Copper\u0007 Street" }).ShouldBe("line1");
        Fault(Berlin with { Line2 = new string('a', 121) }).ShouldBe("line2");
        Fault(Berlin with { City = "" }).ShouldBe("city");
        Fault(Berlin with { PostalCode = "1011" }).ShouldBe("postalCode");
        AddressRules.FindFault(Berlin, null)!.Field.ShouldBe("country");
    }

    [Theory]
    [InlineData("OR", true)]
    [InlineData("XX", false)]
    [InlineData(null, false)]
    public void A_state_is_needed_where_the_tax_depends_on_it(string? region, bool taken) =>
        (AddressRules.FindFault(Berlin with { Country = "US", Region = region, PostalCode = "97201" }, States) is null).ShouldBe(taken);

    [Theory]
    [InlineData("ann@example.com", true)]
    [InlineData("ann+parts@sub.example.com", true)]
    [InlineData("", false)]
    [InlineData("ann", false)]
    [InlineData("ann@localhost", false)]
    [InlineData("Ann <ann@example.com>", false)]
    [InlineData("ann@example.com, bob@example.com", false)]
    [InlineData("ann@exam ple.com", false)]
    [InlineData("ann@example.com\r\nBcc: all@example.com", false)]
    public void A_mail_address_is_one_and_nothing_more(string email, bool taken) =>
        (AddressRules.FindFault(new Contact(email, null)) is null).ShouldBe(taken);

    [Theory]
    [InlineData("+1 (503) 555-0100", true)]
    [InlineData("030/123456", true)]
    [InlineData("1234", false)]
    [InlineData("call me maybe", false)]
    public void A_phone_number_has_digits(string phone, bool taken) =>
        (AddressRules.FindFault(new Contact("ann@example.com", phone)) is null).ShouldBe(taken);

    [Theory]
    [InlineData("US", "94103", true)]
    [InlineData("US", "94103-1234", true)]
    [InlineData("US", "9410", false)]
    [InlineData("US", "94103\n", false)]
    [InlineData("US", "９４１０３", false)]
    [InlineData("CA", "M5V 2T6", true)]
    [InlineData("CA", "M5V-2T6", false)]
    [InlineData("GB", "SW1A 1AA", true)]
    [InlineData("GB", "SW1A", false)]
    [InlineData("DE", "10115", true)]
    [InlineData("NL", "1012AB", true)]
    [InlineData("NL", "1012", false)]
    [InlineData("JP", "100-0001", true)]
    [InlineData("JP", "", false)]
    [InlineData("JP", "1234567890123", false)]
    [InlineData("JP", "100\u0000", false)]
    public void Postal_codes_look_as_their_country_has_them(string country, string code, bool taken) =>
        (PostalCodes.FindFault(new ShippingCountry(country, country, []), code) is null).ShouldBe(taken);

    private static string? Fault(Address address) => AddressRules.FindFault(address, Germany)?.Field;
}

using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Contracts.Notifications;
using GigGatek.Contracts.Ordering;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;

namespace GigGatek.Tests.Integration.Web;

/// <summary>Which country the address form begins with, and how a country is written wherever an address is shown.</summary>
[Trait("Database", "any")]
public sealed partial class CountryTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Theory]
    [InlineData(null, "United States", "Choose a state")]
    [InlineData("DE", "Germany", "None")]
    public async Task The_form_begins_with_the_shops_own_country_and_then_with_what_was_chosen(string? own, string name, string firstState)
    {
        if (own is not null)
        {
            _shop.Settings["Shop:Country"] = own;
        }

        using var browser = await ShopWithACart();
        var form = await browser.Read("/checkout");
        Chosen(form).ShouldBe(name);
        FirstState().Match(form).Groups[1].Value.ShouldBe(firstState);
        form.ShouldContain("State<span class=\"quiet\"> (United States)</span>");

        using var refused = await browser.Send("/checkout", Vienna("not a mail address"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Chosen(await refused.Body()).ShouldBe("Austria");

        using var told = await browser.Send("/checkout", Vienna("ann@example.com"));
        told.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await told.Body());
        Chosen(await browser.Read("/checkout")).ShouldBe("Austria");
    }

    [Fact]
    public async Task Every_page_and_mail_with_an_address_names_its_country()
    {
        using var browser = await ShopWithACart();
        using var told = await browser.Send("/checkout", Vienna("ann@example.com"));
        using var chosen = await browser.Send("/checkout/shipping", ("shipping", "standard"));
        var review = await browser.Read("/checkout/review");
        Addresses(review).ShouldBe(["Austria"]);

        using var placed = await browser.Send("/checkout/place", ("quote", Token().Match(review).Groups[1].Value));
        placed.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await placed.Body());
        var secret = placed.Headers.Location!.OriginalString.Split('/')[2];
        Addresses(await browser.Read($"/orders/{secret}")).ShouldBe(["Austria"]);

        var order = (await _shop.Get<IOrders>().FindBySecretAsync(secret, Ct)).ShouldNotBeNull();
        await _shop.Pays(new OrderPlacement(order.Id, order.Number, secret));
        var (_, owner) = await _shop.HasStaff("Owner");
        Addresses(await owner.Read($"/admin/orders/{order.Id}")).ShouldBe(["Austria"]);

        MailSummary? mail = null;
        await TestShop.Until(
            async () => (mail = (await _shop.Get<IMailbox>().ListAsync(Ct)).FirstOrDefault(mail => mail.Subject.Contains(order.Number, StringComparison.Ordinal))) is not null,
            "the receipt");
        (await _shop.Get<IMailbox>().FindAsync(mail!.Id, Ct)).ShouldNotBeNull().Text.ShouldContain("1010 Wien\n  Austria\n");
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task A_country_name_that_a_visitor_hands_in_is_not_taken()
    {
        await _shop.InitializeAsync();
        var cart = await _shop.HasCart(await _shop.HasPart());
        await _shop.Tells(cart, Shoppers.Berlin with { CountryName = "Atlantis" });
        (await _shop.Get<ICheckout>().FindAsync(cart, Ct)).ShouldNotBeNull().Address.ShouldBe(Shoppers.Berlin with { CountryName = "Germany" });
    }

    private async Task<HttpClient> ShopWithACart()
    {
        await _shop.InitializeAsync();
        var browser = _shop.NewBrowser();
        using var added = await browser.Send("/cart/add", ("sku", await _shop.HasPart()), ("quantity", "1"));
        added.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }

    private static (string, string)[] Vienna(string email) =>
    [
        ("email", email), ("name", "Ann Lovelace"), ("line1", "Ring 1"), ("city", "Wien"), ("region", ""), ("postalCode", "1010"), ("country", "AT"),
    ];

    private static string Chosen(string page) => SelectedCountry().Match(page).Groups[1].Value;

    /// <summary>The last line of each address on a page.</summary>
    private static IEnumerable<string> Addresses(string page) => AddressElement().Matches(page).Select(match => match.Groups[1].Value.Split("<br>")[^1].Split("<br />")[^1].Trim());

    [GeneratedRegex("id=\"field-country\".*?<option value=\"[A-Z]{2}\" selected[^>]*>([^<]+)<", RegexOptions.Singleline)]
    private static partial Regex SelectedCountry();

    [GeneratedRegex("id=\"field-region\".*?<option value=\"\"[^>]*>([^<]+)<", RegexOptions.Singleline)]
    private static partial Regex FirstState();

    [GeneratedRegex("<address class=\"address\">(.*?)</address>", RegexOptions.Singleline)]
    private static partial Regex AddressElement();

    [GeneratedRegex("name=\"quote\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

using System.Net;
using System.Text.Json;
using GigGatek.Catalog.Demo;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>Whose order is it, and whose cart.</summary>
public sealed class OwnOrdersTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        await _shop.Get<IDemoCatalogue>().LoadAsync(DemoSize.Small, Ct);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_customer_sees_his_orders_and_nobody_elses()
    {
        var (annId, ann) = await _shop.HasCustomer("ann@example.com");
        var (_, bob) = await _shop.HasCustomer("bob@example.com");
        var order = await Places("ann@example.com", annId);

        (await ann.Read("/account")).ShouldContain(order.Number);
        (await ann.Read($"/account/orders/{order.Number}")).ShouldContain("1 Copper Street");

        (await bob.Read("/account")).ShouldNotContain(order.Number);
        using var others = await bob.GetAsync($"/account/orders/{order.Number}", Ct);
        others.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var none = await bob.GetAsync("/account/orders/GG-0000-0000", Ct);
        (await Sentence(others)).ShouldBe(await Sentence(none));
        using var visitor = _shop.NewBrowser();
        using var stranger = await visitor.GetAsync($"/account/orders/{order.Number}", Ct);
        stranger.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task Guest_orders_come_to_the_account_once_its_address_is_confirmed_and_not_before()
    {
        var guestOrder = await Places("Ann@Example.com", customerId: null);
        var other = await Places("bob@example.com", customerId: null);
        var userId = await _shop.Registers("ann@example.com");
        var browser = await _shop.SignsIn("ann@example.com");
        (await browser.Read("/account")).ShouldNotContain(guestOrder.Number);

        await _shop.Confirms(userId);

        await TestShop.Until(async () => (await browser.Read("/account")).Contains(guestOrder.Number, StringComparison.Ordinal), "the guest order is in the account");
        (await browser.Read("/account")).ShouldNotContain(other.Number);
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task The_cart_comes_along_at_sign_in_and_stays_behind_at_sign_out()
    {
        await _shop.Registers("ann@example.com");
        using var browser = _shop.NewBrowser();
        using var added = await browser.Send("/cart/add", ("sku", await FirstSku()), ("quantity", "1"));
        added.StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        using var signedIn = await browser.SendSignIn("ann@example.com");
        (await UnitsIn(browser)).ShouldBe(1);

        using var left = await browser.Send("/account/sign-out");
        (await UnitsIn(browser)).ShouldBe(0);
        var elsewhere = await _shop.SignsIn("ann@example.com");
        (await UnitsIn(elsewhere)).ShouldBe(1);
    }

    [Fact]
    public async Task A_cart_cookie_left_by_another_customer_is_dropped_at_sign_in()
    {
        await _shop.Registers("ann@example.com");
        await _shop.Registers("bob@example.com");
        using var browser = _shop.NewBrowser();
        using var added = await browser.Send("/cart/add", ("sku", await FirstSku()), ("quantity", "1"));
        using var ann = await browser.SendSignIn("ann@example.com");
        (await UnitsIn(browser)).ShouldBe(1);
        await _shop.Get<IAccounts>().SignOutEverywhereAsync((await _shop.Get<IAccountsAdmin>().ListAsync("ann@example.com", null, Ct)).Items[0].UserId, Ct);

        using var bob = await browser.SendSignIn("bob@example.com");

        bob.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await UnitsIn(browser)).ShouldBe(0);
    }

    private async Task<OrderPlacement> Places(string email, long? customerId)
    {
        var checkout = _shop.Get<ICheckout>();
        var cart = (await _shop.Get<ICarts>().AddAsync(null, await FirstSku(), 1, Ct)).Value!.CartId;
        (await checkout.SetAddressAsync(cart, new Contact(email, null), new Address("Ann Lovelace", "1 Copper Street", null, "Portland", "OR", "97201", "US"), Ct)).Error.ShouldBeNull();
        var shipping = await checkout.ListShippingAsync(cart, Ct);
        (await checkout.SetShippingAsync(cart, shipping[0].Code, Ct)).Error.ShouldBeNull();
        var quote = (await checkout.QuoteAsync(cart, Ct)).Value!;
        return (await checkout.PlaceAsync(cart, quote.Token, customerId, Ct)).Value.ShouldNotBeNull();
    }

    /// <summary>Something that several can buy.</summary>
    private async Task<string> FirstSku()
    {
        var catalog = _shop.Get<ICatalog>();
        foreach (var link in (await catalog.ListProductLinksAsync(null, Ct)).Items)
        {
            var product = (await catalog.FindProductAsync(link.Slug, Ct))!;
            if (product.Variants.FirstOrDefault(variant => variant is { Price: not null, Available: >= 3 }) is { } variant)
            {
                return variant.Sku;
            }
        }

        throw new InvalidOperationException("The demo catalogue has nothing in stock.");
    }

    private static async Task<int> UnitsIn(HttpClient browser)
    {
        using var summary = JsonDocument.Parse(await browser.Read("/me/summary"));
        return summary.RootElement.GetProperty("cartCount").GetInt32();
    }

    /// <summary>What an error page says, without its request's id.</summary>
    private static async Task<string> Sentence(HttpResponseMessage answer) =>
        (await answer.Body()).Split("<p class=\"lead\">")[1].Split("</p>")[0];
}

using System.Net;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;

namespace GigGatek.Tests.Integration.Attacks;

/// <summary>Cookies that somebody else has put into a browser (session fixation): none of them becomes the victim's.</summary>
[Trait("Database", "any")]
public sealed class PlantedCookieTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_session_that_was_there_before_the_sign_in_is_not_the_one_after_it()
    {
        await _shop.HasCustomer("ann@example.com");
        await _shop.HasCustomer("mallory@example.com", "Mallory");
        using var mallory = _shop.NewBrowser();
        using var his = await mallory.SendSignIn("mallory@example.com");
        var planted = Value(his, "gg_session");

        using var victim = Browser($"gg_session={planted}");
        using var signedIn = await victim.SendSignIn("ann@example.com");

        var hers = Value(signedIn, "gg_session");
        hers.ShouldNotBe(planted);
        (await Browser($"gg_session={planted}").Read("/me/summary")).ShouldContain("\"name\":null", Case.Sensitive, "it ended with the sign-in");
        (await Browser($"gg_session={hers}").Read("/me/summary")).ShouldContain("Ann Lovelace");
    }

    [Fact]
    public async Task An_id_that_somebody_made_up_never_becomes_a_cart()
    {
        var sku = await _shop.HasPart();
        const string madeUp = "mallory-chose-this-id-himself-0001";
        using var victim = Browser($"gg_cart={madeUp}");
        using var added = await victim.Send("/cart/add", ("sku", sku), ("quantity", "1"));
        added.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await added.Body());
        Value(added, "gg_cart").ShouldNotBe(madeUp);
        (await Browser($"gg_cart={madeUp}").Read("/me/summary")).ShouldContain("\"cartCount\":0");
    }

    [Fact]
    public async Task A_cart_that_became_a_customers_is_not_open_to_whoever_had_its_id_before()
    {
        var sku = await _shop.HasPart();
        await _shop.HasCustomer("ann@example.com");
        using var mallory = _shop.NewBrowser();
        using var his = await mallory.Send("/cart/add", ("sku", sku), ("quantity", "1"));
        var planted = Value(his, "gg_cart");

        using var victim = Browser($"gg_cart={planted}");
        using var signedIn = await victim.SendSignIn("ann@example.com");
        var (session, cart) = (Value(signedIn, "gg_session"), Value(signedIn, "gg_cart"));
        using var ann = Browser($"gg_session={session}; gg_cart={cart}");
        using var told = await ann.Send(
            "/checkout", ("email", "ann@example.com"), ("name", "Ann Lovelace"), ("line1", "77 Unmistakable Lane"), ("city", "Portland"), ("region", "OR"), ("postalCode", "97201"), ("country", "US"));
        told.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await told.Body());

        cart.ShouldNotBe(planted);
        using var page = await Browser($"gg_cart={planted}").GetAsync("/checkout", Ct);
        (await page.Body()).ShouldNotContain("Unmistakable");
    }

    private HttpClient Browser(string cookies)
    {
        var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _shop.Address };
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        browser.DefaultRequestHeaders.Add("Cookie", cookies);
        return browser;
    }

    private static string Value(HttpResponseMessage answer, string name) =>
        answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal)).Split('=', ';')[1];
}

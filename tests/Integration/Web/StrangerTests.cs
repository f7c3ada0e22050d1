using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Tests.Integration.Accounts;

namespace GigGatek.Tests.Integration.Web;

/// <summary>Every address of a customer, opened by somebody else.</summary>
[Trait("Database", "any")]
public sealed partial class StrangerTests(FurnishedShop shop) : IClassFixture<FurnishedShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>All of hers that a page could show.</summary>
    private string[] HersAlone =>
        [FurnishedShop.AdasName, FurnishedShop.AdasStreet, FurnishedShop.AdasEmail, shop.Ada.Order.Number, shop.Ada.Order.Secret];

    [Fact]
    public async Task Her_own_pages_show_her_data_so_that_this_test_can_fail()
    {
        (await shop.Ada.Browser.Read("/account")).ShouldContain(shop.Ada.Order.Number);
        (await shop.Ada.Browser.Read("/checkout")).ShouldContain(FurnishedShop.AdasStreet);
        (await shop.Ada.Browser.Read($"/account/orders/{shop.Ada.Order.Number}")).ShouldContain(FurnishedShop.AdasStreet);
        (await shop.Nobody.Read($"/orders/{shop.Ada.Order.Secret}")).ShouldContain(FurnishedShop.AdasStreet, Case.Sensitive, "the secret link is the key");
    }

    [Fact]
    public async Task No_address_shows_anything_of_hers_to_another_customer_or_to_nobody()
    {
        foreach (var path in Addresses())
        {
            foreach (var (who, browser) in new[] { ("Bob", shop.Bob.Browser), ("nobody", shop.Nobody) })
            {
                using var answer = await browser.GetAsync(path, Ct);
                ((int)answer.StatusCode).ShouldBeLessThan(500, $"{path} by {who}");
                var page = await answer.Body();
                foreach (var hers in HersAlone)
                {
                    page.Contains(hers, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{path} shows {hers} to {who}");
                }
            }
        }
    }

    [Fact]
    public async Task No_form_of_another_customer_changes_anything_of_hers()
    {
        var before = await shop.Ada.Browser.Read("/cart");
        foreach (var (_, pattern) in shop.Routes().Where(route => route.Method == "POST" && !route.Pattern.EndsWith("sign-out-everywhere", StringComparison.Ordinal)))
        {
            foreach (var path in Fill(pattern).Where(path => !path.Contains(shop.Ada.Order.Secret, StringComparison.Ordinal)))
            {
                using var answer = await shop.Nobody.Send(
                    path, ("sku", shop.Sku), ("quantity", "1"), ("user", $"{shop.Ada.UserId}"), ("token", "x"), ("number", shop.Ada.Order.Number), ("card", "4242424242424242"), ("carrier", "UPS"), ("tracking", "1"), ("cancelReason", "x"), ("amount", "1"), ("reason", "x"), ("key", "x"));
                ((int)answer.StatusCode).ShouldBeLessThan(500, path);
            }
        }

        (await shop.Ada.Browser.Read("/cart")).ShouldBe(before);
        using var order = await shop.Ada.Browser.GetAsync($"/orders/{shop.Ada.Order.Secret}/pay", Ct);
        order.StatusCode.ShouldBe(HttpStatusCode.OK, "her order still waits for her payment");
    }

    [Fact]
    public async Task Only_the_whole_secret_opens_an_order()
    {
        var secret = shop.Ada.Order.Secret;
        string[] nearly = [secret[..^1], secret + "A", secret.ToUpperInvariant(), secret.ToLowerInvariant(), shop.Ada.Order.Number, $"{shop.Ada.Order.OrderId}", "%25", "_" + secret[1..]];
        foreach (var wrong in nearly.Where(wrong => wrong != secret))
        {
            using var answer = await shop.Bob.Browser.GetAsync($"/orders/{wrong}", Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, wrong);
        }
    }

    [Fact]
    public async Task A_cart_opens_to_its_secret_only()
    {
        foreach (var guess in new[] { "1", $"{shop.Ada.UserId}", $"{shop.Ada.Order.OrderId}", shop.Ada.Order.Secret, new string('A', 64), "%" })
        {
            using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = shop.Shop.Address };
            browser.DefaultRequestHeaders.Add("Cookie", $"gg_cart={guess}");
            (await browser.Read("/me/summary")).ShouldContain("\"cartCount\":0");
            using var checkout = await browser.GetAsync("/checkout", Ct);
            checkout.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    [Fact]
    public async Task Public_pages_are_the_same_bytes_for_everybody()
    {
        foreach (var (pattern, number) in RouteNumbers.All.Where(route => route.Value.IsPublic))
        {
            await shop.ForgetPages();
            var hers = await shop.Ada.Browser.GetByteArrayAsync(number.Path(shop), Ct);
            await shop.ForgetPages();
            var nobodys = await shop.Nobody.GetByteArrayAsync(number.Path(shop), Ct);
            hers.ShouldBe(nobodys, pattern);
        }
    }

    /// <summary>All GET routes with her ids in them, but not with her secret. The development mailbox is the developer's own.</summary>
    private IEnumerable<string> Addresses() => shop.Routes()
        .Where(route => route.Method == "GET" && !route.Pattern.StartsWith("/dev/", StringComparison.Ordinal))
        .SelectMany(route => Fill(route.Pattern)).Distinct();

    private IEnumerable<string> Fill(string pattern) => Parameter().IsMatch(pattern)
        ? new[] { $"{shop.Ada.Order.OrderId}", shop.Ada.Order.Number, $"{shop.Ada.UserId}", "1" }.Select(value => Parameter().Replace(pattern, value))
        : [pattern];

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}

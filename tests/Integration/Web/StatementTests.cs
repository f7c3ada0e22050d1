using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Payments;

namespace GigGatek.Tests.Integration.Web;

/// <summary>SQL statements per request, counted: every route has its number, and none grows with what it shows.</summary>
public sealed partial class StatementTests(FurnishedShop shop) : IClassFixture<FurnishedShop>
{
    private const int MostForPlacing = 21;
    private const int MostForPaying = 31;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_route_that_can_be_opened_has_a_number() =>
        shop.Routes().Where(route => route.Method == "GET").Select(route => route.Pattern).Except(RouteNumbers.All.Keys)
            .ShouldBeEmpty("say in RouteNumbers how many statements these may take");

    [DirectOnly("asks also what the edge shows to nobody: health, measures")]
    [Fact]
    public async Task No_route_takes_more_statements_than_its_number_and_none_grows_with_what_it_shows()
    {
        await shop.ForgetPages();
        var wrong = new List<string>();
        foreach (var (pattern, number) in RouteNumbers.All)
        {
            var many = await CountOf(number, number.Who(shop), number.Path(shop));
            if (many > number.Most)
            {
                wrong.Add($"{pattern} takes {many} statements, more than {number.Most}");
            }

            if (number.Few?.Invoke(shop) is var (who, path) && await CountOf(number, who, path) is var few && few != many)
            {
                wrong.Add($"{pattern} takes {few} statements for one thing and {many} for twenty");
            }
        }

        wrong.ShouldBeEmpty();
    }

    /// <summary>What everybody sees the first time; what one person sees the least of three: who he is is remembered, and forgotten now and then, what is shown is not.</summary>
    private async Task<int> CountOf(RouteNumber number, HttpClient who, string path)
    {
        var count = await Count(who, path);
        for (var again = 0; again < 2 && !number.IsPublic; again++)
        {
            count = Math.Min(count, await Count(who, path));
        }

        return count;
    }

    [Fact]
    public async Task A_cached_page_takes_none()
    {
        foreach (var (pattern, number) in RouteNumbers.All.Where(route => route.Value.IsPublic))
        {
            await Count(shop.Nobody, number.Path(shop));
            await TestShop.Until(async () => await Count(shop.Ada.Browser, number.Path(shop)) == 0, $"{pattern} to be kept, once what was changed before is dropped");
        }
    }

    [Fact]
    public async Task Adding_to_a_cart_takes_at_most_four_however_much_is_in_it()
    {
        using var first = await shop.Nobody.Send("/cart/add", ("sku", shop.Sku), ("quantity", "1"));
        Statements(first).ShouldBeLessThanOrEqualTo(4);
        using var visitor = shop.Nobody;
        foreach (var sku in await shop.Shop.HasParts(20))
        {
            using var added = await visitor.Send("/cart/add", ("sku", sku), ("quantity", "1"));
            added.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            Statements(added).ShouldBeLessThanOrEqualTo(4);
        }

        using var again = await visitor.Send("/cart/add", ("sku", shop.Sku), ("quantity", "1"));
        Statements(again).ShouldBeLessThanOrEqualTo(4);
    }

    [Theory]
    [InlineData("/cart/quantity", 3)]
    [InlineData("/cart/discount", 3)]
    [InlineData("/checkout", 2)]
    [InlineData("/checkout/shipping", 2)]
    public async Task A_form_of_the_checkout_takes_as_many_for_one_line_as_for_twenty(string path, int most)
    {
        var code = await shop.Shop.HasCode();
        var counts = new List<int>();
        foreach (var person in new[] { shop.Bob, shop.Ada })
        {
            await Warm(person.Browser);
            using var answer = await person.Browser.Send(
                path, ("sku", shop.Sku), ("quantity", "1"), ("code", code), ("shipping", "standard"), ("email", "a@example.com"), ("name", "Some Body"),
                ("line1", "1 Elsewhere"), ("city", "Portland"), ("region", "OR"), ("postalCode", "97201"), ("country", "US"));
            answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Body());
            counts.Add(Statements(answer));
        }

        counts[0].ShouldBe(counts[1]);
        counts[0].ShouldBeLessThanOrEqualTo(most);
    }

    [Fact]
    public async Task Placing_and_paying_take_as_many_for_one_line_as_for_twenty()
    {
        var one = await Buys(await shop.Shop.HasParts(1), "one@example.com");
        var twenty = await Buys(await shop.Shop.HasParts(20), "twenty@example.com");

        twenty.Place.ShouldBe(one.Place);
        one.Place.ShouldBeLessThanOrEqualTo(MostForPlacing);

        // Nothing disturbs: the news of the payment leave when whoever paid has gone on with the order himself.
        one.Pay.ShouldBeLessThanOrEqualTo(MostForPaying);
        twenty.Pay.ShouldBeLessThanOrEqualTo(MostForPaying);
        await shop.Shop.ShouldBalance();
    }

    private async Task<(int Place, int Pay)> Buys(IReadOnlyList<string> skus, string email)
    {
        using var browser = shop.Nobody;
        foreach (var sku in skus)
        {
            using var added = await browser.Send("/cart/add", ("sku", sku), ("quantity", "2"));
            added.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await added.Body());
        }

        using var coded = await browser.Send("/cart/discount", ("code", await shop.Shop.HasCode()));
        using var told = await browser.Send(
            "/checkout", ("email", email), ("name", "Some Body"), ("line1", "1 Elsewhere"), ("city", "Portland"), ("region", "OR"), ("postalCode", "97201"), ("country", "US"));
        using var chosen = await browser.Send("/checkout/shipping", ("shipping", "standard"));
        var quote = QuoteField().Match(await browser.Read("/checkout/review")).Groups[1].Value;
        using var placed = await browser.Send("/checkout/place", ("quote", quote));
        placed.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await placed.Body());
        var pay = placed.Headers.Location!.ToString();
        var secret = pay.Split('/')[^2];
        var id = (await shop.Shop.Get<IOrders>().FindBySecretAsync(secret, Ct)).ShouldNotBeNull().Id;
        await TestShop.Until(async () => await shop.Shop.Get<IPayments>().FindAsync(id, Ct) is not null, "the payment to be opened");
        using var paid = await browser.Send(pay, ("card", PaymentSteps.Pays));
        paid.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await paid.Body());
        (await shop.Shop.Looks(id)).State.ShouldBe(OrderState.Paid);
        return (Statements(placed), Statements(paid));
    }

    [GeneratedRegex("name=\"quote\" value=\"([^\"]+)\"")]
    private static partial Regex QuoteField();

    [Fact]
    public async Task A_first_visit_writes_nothing_and_sets_no_cookie()
    {
        var paths = RouteNumbers.All.Values.Where(number => number.IsPublic).Select(number => number.Path(shop)).Append("/cart").Append("/me/summary").ToList();
        await using var witness = shop.Shop.Database.Open();

        // Jobs and mails of what was bought before may still write, so a quiet round is waited for; a visit that writes has none.
        await TestShop.Until(
            async () =>
            {
                await shop.ForgetPages();
                var before = TestDatabase.Fingerprint(witness);
                using var visitor = shop.Nobody;
                foreach (var path in paths)
                {
                    using var answer = await visitor.GetAsync(path, Ct);
                    answer.Headers.Contains("Set-Cookie").ShouldBeFalse(path);
                }

                return TestDatabase.Fingerprint(witness) == before;
            },
            "a visit of all public pages during which nothing was written");
    }

    private async Task<int> Count(HttpClient browser, string path)
    {
        await Warm(browser);
        using var answer = await browser.GetAsync(path, Ct);
        var missing = answer.StatusCode == HttpStatusCode.NotFound;
        missing.ShouldBe(path.Contains("/none", StringComparison.Ordinal), path);    // a page that is not there would take too few
        ((int)answer.StatusCode).ShouldBeLessThan(missing ? 405 : 400, path);
        return Statements(answer);
    }

    /// <summary>Who it is, and what shipping and taxes cost, is remembered a while and does not count for the page.</summary>
    private async Task Warm(HttpClient browser)
    {
        await browser.Read("/me/summary");
        await shop.Shop.Get<ICheckout>().ListCountriesAsync(Ct);
    }

    private static int Statements(HttpResponseMessage answer) =>
        int.Parse(answer.Headers.GetValues("X-Sql-Statements").Single(), CultureInfo.InvariantCulture);
}

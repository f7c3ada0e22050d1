using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Api;
using GigGatek.Tests.Integration.Web;

namespace GigGatek.Tests.Integration.Attacks;

/// <summary>More is sent than was asked for: a price, a role, somebody else's account. By programs it is refused, in forms it means nothing.</summary>
[Collection(ApiShop.Collection)]
[Trait("Database", "any")]
public sealed partial class MassAssignmentTests(FurnishedShop shop)
{
    private static readonly (string Member, JsonNode Value)[] Wishes =
        [("isStaff", true), ("roles", new JsonArray("Owner")), ("userId", 1), ("priceCents", 1), ("total", 0), ("emailConfirmed", true), ("state", "Paid"), ("__proto__", new JsonObject { ["isStaff"] = true })];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_of_the_API_refuses_members_that_are_not_its_own_at_every_depth()
    {
        var taken = 0;
        foreach (var operation in (await ApiDocument.Of(shop)).Operations.Where(operation => operation.BodyExample is JsonObject))
        {
            foreach (var (member, value) in Wishes)
            {
                foreach (var body in With(operation.BodyExample!, member, value))
                {
                    using var answer = await Send(operation, body);
                    var what = $"{operation.Method} {operation.Path} with {body}";
                    answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, what);
                    (await answer.Body()).ShouldContain("malformed_request", Case.Sensitive, what);
                    taken++;
                }
            }
        }

        taken.ShouldBeGreaterThan(80);
    }

    [Fact]
    public async Task Whoever_registers_with_a_role_and_a_confirmed_address_has_neither()
    {
        using var browser = shop.Nobody;
        using var answer = await browser.Send(
            "/account/register", ("email", "climber@example.com"), ("displayName", "A climber"), ("password", People.Password),
            ("role", "Owner"), ("roles", "Owner"), ("isStaff", "true"), ("emailConfirmed", "true"), ("permissions", "people.edit"), ("userId", $"{shop.OwnerId}"), ("id", $"{shop.OwnerId}"));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Body());
        var account = (await shop.Shop.Get<IAccountsAdmin>().ListAsync("climber@example.com", null, Ct)).Items.ShouldHaveSingleItem();
        account.Roles.ShouldBeEmpty();
        account.EmailConfirmed.ShouldBeFalse();
        account.UserId.ShouldNotBe(shop.OwnerId);
    }

    [Fact]
    public async Task A_price_in_the_form_of_a_cart_or_an_order_changes_nothing()
    {
        (string, string)[] wishes = [("price", "1"), ("priceCents", "1"), ("total", "0"), ("shippingCents", "0"), ("discountPercent", "100"), ("currency", "JPY"), ("state", "Paid"), ("orderId", "1")];
        using var browser = shop.Nobody;
        using var added = await browser.Send("/cart/add", [("sku", shop.Sku), ("quantity", "1"), .. wishes]);
        using var told = await browser.Send(
            "/checkout", [("email", "cheap@example.com"), ("name", "Cheap"), ("line1", "1 Free Street"), ("city", "Portland"), ("region", "OR"), ("postalCode", "97201"), ("country", "US"), .. wishes]);
        using var chosen = await browser.Send("/checkout/shipping", [("shipping", "standard"), .. wishes]);
        chosen.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await chosen.Body());
        var quote = Quote().Match(await browser.Read("/checkout/review")).Groups[1].Value;
        using var placed = await browser.Send("/checkout/place", [("quote", WebUtility.HtmlDecode(quote)), .. wishes]);
        placed.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await placed.Body());
        var order = (await shop.Shop.Get<IOrders>().FindBySecretAsync(placed.Headers.Location!.OriginalString.Split('/')[2], Ct)).ShouldNotBeNull();
        order.State.ShouldBe(OrderState.AwaitingPayment);
        order.Total.Currency.ShouldBe("USD");
        order.Total.Minor.ShouldBeInRange(100_01, 200_00, "a part of 100 dollars and its shipping");
    }

    [Fact]
    public async Task A_quote_that_was_changed_by_one_letter_is_no_quote()
    {
        using var browser = shop.Bob.Browser;
        var quote = WebUtility.HtmlDecode(Quote().Match(await browser.Read("/checkout/review")).Groups[1].Value);
        quote.Length.ShouldBeGreaterThan(40);
        foreach (var place in new[] { 0, quote.Length / 2, quote.Length - 2 })
        {
            var changed = $"{quote[..place]}{(quote[place] == 'A' ? 'B' : 'A')}{quote[(place + 1)..]}";
            using var answer = await browser.Send("/checkout/place", ("quote", changed));
            answer.Headers.Location?.OriginalString.ShouldNotStartWith("/orders/");
        }
    }

    private async Task<HttpResponseMessage> Send(ApiOperation operation, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), Parameter().Replace(operation.Path, "1"))
        {
            Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
        };
        return await (operation.IsLocked ? shop.OwnersPartner : shop.NewCaller(null)).SendAsync(request, Ct);
    }

    /// <summary>The member in each object that there is in it, one after the other.</summary>
    private static IEnumerable<string> With(JsonNode example, string member, JsonNode value)
    {
        var objects = Objects(example.DeepClone()).Count();
        for (var place = 0; place < objects; place++)
        {
            var body = example.DeepClone();
            var target = Objects(body).ElementAt(place);
            if (!target.ContainsKey(member))
            {
                target[member] = value.DeepClone();
                yield return body.ToJsonString();
            }
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject one => [one, .. one.SelectMany(member => Objects(member.Value))],
        JsonArray many => many.SelectMany(Objects),
        _ => [],
    };

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("name=\"quote\" value=\"([^\"]+)\"")]
    private static partial Regex Quote();
}

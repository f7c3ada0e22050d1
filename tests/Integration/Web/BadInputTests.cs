using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using GigGatek.Tests.Integration.Accounts;

namespace GigGatek.Tests.Integration.Web;

/// <summary>What no page ever sends: each gets a status of the 400s and a sentence, never a stack trace.</summary>
[Trait("Database", "any")]
public sealed partial class BadInputTests(FurnishedShop shop) : IClassFixture<FurnishedShop>
{
    private static readonly string Long = new('x', 100_000);

    private static readonly string[] Fields =
    [
        "sku", "quantity", "code", "remove", "email", "phone", "name", "line1", "line2", "city", "region", "postalCode", "country", "shipping", "quote", "seen", "seenShipping", "seenTotal",
        "card", "displayName", "password", "newPassword", "currentPassword", "user", "token", "carrier", "tracking", "cancelReason", "number", "amount", "reason", "key", "kind", "value",
        "minimum", "from", "until", "maxUses", "switch", "active", "brand", "description", "published", "version", "price", "change", "role", "has", "return", "answer", "account", "life", "overlap", "scope-shop", "confirm", "offer",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Garbage => ["", "-1", "99999999999999999999", "1e999", "\u0000\u0001", "' OR 1=1 --", "<script>", "../../etc/passwd", "\ud800", "NaN", "2147483648"];

    [DirectOnly("the firewall refuses much of it before the shop reads it (Operations/Edge/FirewallTests)")]
    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Every_form_takes_garbage_in_every_field(string garbage)
    {
        foreach (var path in Forms())
        {
            using var body = new StringContent(string.Join('&', Fields.Select(field => $"{field}={Escape(garbage)}")), MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded"));
            using var answer = await Send(path, body);
            await ShouldBeRefusedOrDone(answer, $"POST {path} with “{garbage}”");
        }
    }

    [Fact]
    public async Task Every_form_takes_fields_that_are_far_too_long()
    {
        foreach (var path in Forms())
        {
            using var body = new StringContent(string.Join('&', Fields.Take(9).Select(field => $"{field}={Long}")), MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded"));
            using var answer = await Send(path, body);
            await ShouldBeRefusedOrDone(answer, $"POST {path} with long fields");
            (await answer.Body()).ShouldNotContain(Long, Case.Sensitive, $"POST {path} sends the long field back");
        }
    }

    [DirectOnly("the firewall says 400, 403 or 415 to what it cannot read (Operations/Edge/FirewallTests)")]
    [Fact]
    public async Task Every_form_refuses_what_is_no_form()
    {
        foreach (var path in Forms())
        {
            foreach (var body in NoForms())
            {
                using var answer = await Send(path, body);
                await ShouldBeRefused(answer, $"POST {path} with {body?.Headers.ContentType?.ToString() ?? "no body"}");
            }
        }
    }

    [Fact]
    public async Task A_form_of_more_than_a_megabyte_is_refused_with_its_limit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/cart/add");
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("sku", new string('x', 1_100_000))]);
        request.Headers.ExpectContinue = true;    // else the refusal may cut the sending off before it is read
        using var answer = await shop.Nobody.SendAsync(request, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Body()).ShouldContain("1 MiB");
    }

    [DirectOnly("Kestrel's own limit, on a raw socket; nginx has one before it (Operations/Edge/EdgeTests)")]
    [Fact]
    public async Task A_query_of_a_megabyte_is_refused_everywhere()
    {
        foreach (var (_, number) in RouteNumbers.All)
        {
            var path = number.Path(shop);
            var answer = await Raw($"GET {path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}q={new string('x', 1_000_000)} HTTP/1.1");
            answer.ShouldStartWith("HTTP/1.1 414", Case.Sensitive, path);
            answer.ShouldContain("longer than 8 KiB", Case.Sensitive, path);
        }
    }

    [Theory]
    [InlineData("/search?grade=Shiny", "grade")]
    [InlineData("/search?grade=1", "grade")]
    [InlineData("/c/cpu?sort=upside-down", "order")]
    [InlineData("/c/cpu?stock=maybe", "stock")]
    [InlineData("/c/cpu?price.min=-5", "below 0")]
    [InlineData("/c/cpu?price.min=9&price.max=1", "Swap")]
    [InlineData("/c/cpu?price.max=NaN", "number")]
    [InlineData("/c/cpu?min.tdp=1e99", "number")]
    [InlineData("/c/no-such-category", "no category")]
    [InlineData("/p/no-such-part", "no part")]
    [InlineData("/p/no-such-part?grade=Shiny", "grade")]
    [InlineData("/drawings/no-such-part.svg", "")]
    [InlineData("/compare?p=a&p=b&p=c&p=d&p=e", "At most 4")]
    [InlineData("/orders/nobody", "")]
    [InlineData("/account/confirm?user=x&token=", "")]
    [InlineData("/no/such/page", "")]
    public async Task What_the_shop_does_not_know_is_refused_with_a_sentence(string path, string word)
    {
        using var answer = await shop.Nobody.GetAsync(path, Ct);
        await ShouldBeRefused(answer, path);
        (await answer.Body()).ShouldContain(word);
    }

    [Theory]
    [InlineData("cursor=garbage")]
    [InlineData("f.no-such-attribute=x&min.nothing=3")]
    [InlineData("q=%00%01%1b")]
    [InlineData("q=%ff%fe")]
    [InlineData("q=%22%20OR%20*%20NEAR(")]
    [InlineData("q=')%3b%20DROP%20TABLE%20catalog_products%3b--")]
    [InlineData("f.=x&min.=&max.=")]
    [InlineData("%00=%00&=&&&")]
    [InlineData("state=Sleeping&from=yesterday&to=9999-99-99")]
    [InlineData("removed=%00&quantity=-3")]
    [InlineData("after=garbage&done=%3Cscript%3E&return=//evil.example")]
    public async Task No_address_breaks_on_a_strange_query(string query)
    {
        foreach (var (_, number) in RouteNumbers.All)
        {
            var path = number.Path(shop);
            using var answer = await number.Who(shop).GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}", Ct);
            ((int)answer.StatusCode).ShouldBeLessThan(500, $"{path} with {query}");
            ShouldSayNothingOfTheInside(await answer.Body(), $"{path} with {query}");
        }
    }

    [DirectOnly("what Kestrel makes of such a path, on a raw socket; the firewall refuses it (Operations/Edge/FirewallTests)")]
    [Theory]
    [InlineData("/assets/../../giggatek.db")]
    [InlineData("/assets/..%2f..%2fgiggatek.db")]
    [InlineData("/assets/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/assets/..\\..\\giggatek.db")]
    [InlineData("/dev/mail/..%2f..%2fgiggatek.db")]
    [InlineData("/p/..%2f..%2fetc%2fpasswd")]
    [InlineData("/drawings/..%2f..%2fetc%2fpasswd.svg")]
    [InlineData("/assets/%00")]
    [InlineData("/orders/%00%0d%0aSet-Cookie:%20x=y")]
    [InlineData("/%")]
    [InlineData("/c/%ff%fe")]
    public async Task No_path_leads_out_of_the_shop(string path)
    {
        var answer = await Raw($"GET {path} HTTP/1.1");
        answer.ShouldStartWith("HTTP/1.1 4", Case.Sensitive, path);
        answer.ShouldNotContain("Set-Cookie");
        ShouldSayNothingOfTheInside(answer, path);
    }

    [DirectOnly("2147483648 is one of the numbers by which the firewall knows scanners")]
    [Theory]
    [InlineData("-1")]
    [InlineData("21")]
    [InlineData("2147483648")]
    [InlineData("1.5")]
    [InlineData("one")]
    public async Task A_quantity_that_is_none_gets_a_sentence_and_no_cart(string quantity)
    {
        using var visitor = shop.Nobody;
        using var answer = await visitor.Send("/cart/add", ("sku", shop.Sku), ("quantity", quantity));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Body()).ShouldContain("quantity from 1 to 20");
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task A_webhook_of_more_than_its_limit_is_too_large_whether_it_says_so_or_comes_in_pieces()
    {
        foreach (var chunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/payments/test") { Content = new ByteArrayContent(new byte[100_000]) };
            request.Headers.TransferEncodingChunked = chunked;
            using var answer = await shop.Nobody.SendAsync(request, Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge, $"chunked: {chunked}: {await answer.Body()}");
            (await answer.Body()).ShouldContain("64 KiB");
        }
    }

    /// <summary>Every form that takes nothing away from the others' sessions.</summary>
    private IEnumerable<string> Forms() => shop.Routes()
        .Where(route => route.Method == "POST" && !route.Pattern.Contains("sign-", StringComparison.Ordinal) && !route.Pattern.StartsWith("/webhooks/", StringComparison.Ordinal))
        .Select(route => route.Pattern.StartsWith("/orders/{secret}", StringComparison.Ordinal)
            ? Parameter().Replace(route.Pattern, shop.Bob.Order.Secret)
            : Parameter().Replace(route.Pattern, route.Pattern.StartsWith("/admin/orders", StringComparison.Ordinal) ? $"{shop.Bob.Order.OrderId}" : "1"));

    private Task<HttpResponseMessage> Send(string path, HttpContent? body) =>
        (path.StartsWith("/admin", StringComparison.Ordinal) ? shop.Owner : shop.Bob.Browser).PostAsync(path, body, Ct);

    private static IEnumerable<HttpContent?> NoForms()
    {
        yield return null;
        yield return new StringContent("{\"sku\":1}", MediaTypeHeaderValue.Parse("application/json"));
        yield return new StringContent("<xml/>", MediaTypeHeaderValue.Parse("text/xml"));
        yield return new StringContent("no parts at all", MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x"));
        yield return new StringContent("--x\r\nbroken", MediaTypeHeaderValue.Parse("multipart/form-data"));
        yield return new StringContent(string.Join('&', Enumerable.Range(0, 2000).Select(i => $"f{i}=1")), MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded"));
    }

    private static async Task ShouldBeRefused(HttpResponseMessage answer, string what)
    {
        ((int)answer.StatusCode).ShouldBeInRange(400, 499, what);
        await ShouldBeRefusedOrDone(answer, what);
    }

    private static async Task ShouldBeRefusedOrDone(HttpResponseMessage answer, string what)
    {
        ((int)answer.StatusCode).ShouldBeInRange(300, 499, what);
        if ((int)answer.StatusCode >= 400)
        {
            var type = answer.Content.Headers.ContentType?.MediaType;
            type.ShouldBeOneOf(["text/html", "text/plain", "application/problem+json"], what);
            (await answer.Body()).ShouldContain(".", Case.Sensitive, what);
        }

        ShouldSayNothingOfTheInside(await answer.Body(), what);
    }

    private static void ShouldSayNothingOfTheInside(string page, string what)
    {
        foreach (var inside in new[] { "   at ", "Exception", "GigGatek.", "SQLite Error", "root:" })
        {
            page.Contains(inside, StringComparison.Ordinal).ShouldBeFalse($"{what} says “{inside}”");
        }
    }

    /// <summary>A request that no client library would send.</summary>
    private async Task<string> Raw(string requestLine)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", shop.Shop.Address.Port, Ct);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{requestLine}\r\nHost: localhost:{shop.Shop.Address.Port}\r\nAccept: text/html\r\nConnection: close\r\n\r\n"), Ct);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Ct);
    }

    private static string Escape(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(letter => $"%{letter:x2}"));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}

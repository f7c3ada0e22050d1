using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GigGatek.Platform;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Web;

namespace GigGatek.Tests.Integration.Api;

/// <summary>Calls that are sent again, changed on the way, or sent by two at once.</summary>
[Collection(ApiShop.Collection)]
public sealed class RepeatedCallTests(FurnishedShop shop)
{
    private const int AtOnce = 12;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_call_again_is_answered_as_the_first_time_and_not_done_again()
    {
        using var ada = await Ada();
        var (sku, name) = (await shop.Shop.HasPart(units: 9), Name());
        using var first = await Send(ada, HttpMethod.Post, "/api/v1/carts", NewCart(sku, 2), name);
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        var path = first.Headers.Location!.ToString();
        (await Send(ada, HttpMethod.Put, $"{path}/lines/{sku}", "{\"quantity\":5}", Name())).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var again = await Send(ada, HttpMethod.Post, "/api/v1/carts", NewCart(sku, 2), name);
        (again.StatusCode, again.Headers.Location!.ToString(), again.Headers.ETag).ShouldBe((HttpStatusCode.Created, path, first.Headers.ETag));
        (await again.Content.ReadAsStringAsync(Ct)).ShouldBe(await first.Content.ReadAsStringAsync(Ct), "what was answered, and not how it stands");
        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        first.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        (await Quantity(ada, path)).ShouldBe(5);
    }

    [Fact]
    public async Task A_refusal_is_answered_again_too()
    {
        using var ada = await Ada();
        var name = Name();
        using var first = await Send(ada, HttpMethod.Post, "/api/v1/carts", NewCart("no-such-sku", 1), name);
        using var again = await Send(ada, HttpMethod.Post, "/api/v1/carts", NewCart("no-such-sku", 1), name);
        (first.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        again.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        again.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
    }

    [Fact]
    public async Task Another_request_under_the_same_name_is_refused()
    {
        using var ada = await Ada();
        var (sku, name) = (await shop.Shop.HasPart(units: 9), Name());
        using var first = await Send(ada, HttpMethod.Post, "/api/v1/carts", NewCart(sku, 1), name);
        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Post, "/api/v1/carts", NewCart(sku, 2)), (HttpMethod.Post, first.Headers.Location + "/quotes", ""), (HttpMethod.Delete, $"{first.Headers.Location}/discount", ""),
        })
        {
            using var other = await Send(ada, method, path, body, name);
            (other.StatusCode, await CodeOf(other)).ShouldBe((HttpStatusCode.UnprocessableEntity, "idempotency_key_reused"), path);
        }
    }

    [Fact]
    public async Task A_name_belongs_to_its_caller()
    {
        using var ada = await Ada();
        using var bob = shop.NewCaller(await shop.HasKey(shop.Bob.UserId));
        var (sku, name) = (await shop.Shop.HasPart(units: 9), Name());
        using var hers = await Send(ada, HttpMethod.Post, "/api/v1/carts", NewCart(sku, 1), name);
        using var his = await Send(bob, HttpMethod.Post, "/api/v1/carts", NewCart(sku, 1), name);
        his.StatusCode.ShouldBe(HttpStatusCode.Created);
        his.Headers.Location.ShouldNotBe(hers.Headers.Location);
    }

    [Fact]
    public async Task Of_many_at_once_one_is_done()
    {
        using var ada = await Ada();
        var (sku, name) = (await shop.Shop.HasPart(units: 9), Name());
        using var cart = await Send(ada, HttpMethod.Post, "/api/v1/carts", NewCart(sku, 1), Name());
        var body = $"{{\"cart\":\"{(await Json(cart)).GetProperty("id").GetString()}\",\"quote\":\"{await Quote(ada, cart.Headers.Location!.ToString())}\"}}";
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Send(ada, HttpMethod.Post, "/api/v1/orders", body, name)));
        foreach (var answer in answers)
        {
            (answer.StatusCode == HttpStatusCode.Created || (answer.StatusCode == HttpStatusCode.Conflict && await CodeOf(answer) == "still_running"))
                .ShouldBeTrue($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync(Ct)}");
        }

        answers.Where(answer => answer.StatusCode == HttpStatusCode.Created).Select(answer => answer.Headers.Location!.ToString()).Distinct().ShouldHaveSingleItem();
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created && !answer.Headers.Contains("Idempotency-Replayed")).ShouldBe(1);
    }

    [Fact]
    public async Task A_process_that_died_over_a_call_leaves_it_to_the_next()
    {
        using var ada = await Ada();
        var (sku, name) = (await shop.Shop.HasPart(units: 9), Name());
        using var cart = await Send(ada, HttpMethod.Post, "/api/v1/carts", NewCart(sku, 1), Name());
        var body = $"{{\"cart\":\"{(await Json(cart)).GetProperty("id").GetString()}\",\"quote\":\"{await Quote(ada, cart.Headers.Location!.ToString())}\"}}";
        using var first = await Send(ada, HttpMethod.Post, "/api/v1/orders", body, name);
        foreach (var (until, status) in new[] { (4_102_444_800_000, HttpStatusCode.Conflict), (0L, HttpStatusCode.Created) })
        {
            shop.Shop.Database.Execute($"UPDATE api_answers SET status = NULL, content = NULL, claimed_until = {until} WHERE status = 201 OR status IS NULL");
            using var again = await Send(ada, HttpMethod.Post, "/api/v1/orders", body, name);
            again.StatusCode.ShouldBe(status, "while it is being answered, and when nobody can be any more");
        }

        using var last = await Send(ada, HttpMethod.Post, "/api/v1/orders", body, name);
        (last.Headers.Location, last.Headers.Contains("Idempotency-Replayed")).ShouldBe((first.Headers.Location, true));
    }

    [Fact]
    public async Task Whoever_saw_something_else_changes_nothing()
    {
        using var ada = await Ada();
        var sku = await shop.Shop.HasPart(units: 20);
        using var made = await Send(ada, HttpMethod.Post, "/api/v1/carts", NewCart(sku, 1), Name());
        var (path, seen) = (made.Headers.Location!.ToString(), made.Headers.ETag!);
        using var first = await Send(ada, HttpMethod.Put, $"{path}/lines/{sku}", "{\"quantity\":2}", Name(), seen);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var late = await Send(ada, HttpMethod.Put, $"{path}/lines/{sku}", "{\"quantity\":3}", Name(), seen);
        (late.StatusCode, await CodeOf(late)).ShouldBe((HttpStatusCode.PreconditionFailed, "precondition_failed"));
        (await Quantity(ada, path)).ShouldBe(2);
        using var anew = await Send(ada, HttpMethod.Delete, $"{path}/lines/{sku}", "", Name(), first.Headers.ETag);
        anew.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_many_who_saw_the_same_one_changes_it()
    {
        using var ada = await Ada();
        var sku = await shop.Shop.HasPart(units: 20);
        using var made = await Send(ada, HttpMethod.Post, "/api/v1/carts", NewCart(sku, 20), Name());
        var path = made.Headers.Location!.ToString();
        var answers = await Task.WhenAll(Enumerable.Range(1, AtOnce).Select(async quantity =>
            (Quantity: quantity, Answer: await Send(ada, HttpMethod.Put, $"{path}/lines/{sku}", $"{{\"quantity\":{quantity}}}", Name(), made.Headers.ETag))));
        var winner = answers.Where(answer => answer.Answer.StatusCode == HttpStatusCode.OK).ShouldHaveSingleItem();
        answers.Where(answer => answer != winner).ShouldAllBe(answer => answer.Answer.StatusCode == HttpStatusCode.PreconditionFailed);
        (await Quantity(ada, path)).ShouldBe(winner.Quantity);
    }

    [Fact]
    public async Task What_one_has_seen_already_is_not_sent_again()
    {
        using var ada = await Ada();
        using var made = await Send(ada, HttpMethod.Post, "/api/v1/carts", NewCart(await shop.Shop.HasPart(), 1), Name());
        using var request = new HttpRequestMessage(HttpMethod.Get, made.Headers.Location) { Headers = { IfNoneMatch = { made.Headers.ETag! } } };
        using var same = await ada.SendAsync(request, Ct);
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        same.Headers.CacheControl!.Private.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"lines":[{"sku":"x","quantitty":1}]}""", "lines[0].quantitty")]
    [InlineData("""{"lines":[{"sku":"x"}]}""", "lines[0].quantity")]
    [InlineData("""{"lines":[{"sku":"x","quantity":"1"}]}""", "lines[0].quantity")]
    [InlineData("""{"lines":[{"sku":null,"quantity":1}]}""", "lines[0].sku")]
    [InlineData("""{"lines":[{"sku":"x","quantity":99999999999}]}""", "lines[0].quantity")]
    [InlineData("""{"lines":{}}""", "lines")]
    [InlineData("""{"lines":[],"lines":[]}""", "lines")]
    [InlineData("""{}""", "lines")]
    [InlineData("""null""", null)]
    [InlineData("", null)]
    public async Task A_body_that_is_not_as_the_reference_says_is_refused_by_the_name_of_what_is_wrong(string body, string? field)
    {
        using var ada = await Ada();
        using var answer = await Send(ada, HttpMethod.Post, "/api/v1/carts", body, Name());
        await ShouldBeMalformed(answer, field);
    }

    [DirectOnly("the firewall refuses what is not JSON (Operations/Edge/FirewallTests)")]
    [Fact]
    public async Task A_body_that_breaks_off_is_refused()
    {
        using var ada = await Ada();
        using var answer = await Send(ada, HttpMethod.Post, "/api/v1/carts", """{"lines":[{"sku":"x","quantity":1}]""", Name());
        await ShouldBeMalformed(answer, field: null);
    }

    private static async Task ShouldBeMalformed(HttpResponseMessage answer, string? field)
    {
        var problem = await Json(answer);
        ((int)answer.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()).ShouldBe((400, "malformed_request", field), problem.ToString());
        problem.ToString().ShouldNotContain("GigGatek.");
    }

    [Fact]
    public async Task A_body_of_another_type_or_a_mebibyte_is_refused()
    {
        using var ada = await Ada();
        using var form = new HttpRequestMessage(HttpMethod.Post, "/api/v1/carts") { Content = new FormUrlEncodedContent([new("sku", "x")]) };
        (await ada.SendAsync(form, Ct)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var large = await Send(ada, HttpMethod.Post, "/api/v1/carts", NewCart(new string('x', 1024 * 1024), 1), Name());
        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private static string Name() => Secrets.NewToken();

    private static string NewCart(string sku, int quantity) => $"{{\"lines\":[{{\"sku\":\"{sku}\",\"quantity\":{quantity}}}]}}";

    private static async Task<HttpResponseMessage> Send(HttpClient caller, HttpMethod method, string path, string body, string name, EntityTagHeaderValue? seen = null)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "Idempotency-Key", name } } };
        if (method != HttpMethod.Delete && !path.EndsWith("/quotes", StringComparison.Ordinal))
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (seen is not null)
        {
            request.Headers.IfMatch.Add(seen);
        }

        return await caller.SendAsync(request, Ct);
    }

    private static async Task<string> Quote(HttpClient caller, string path)
    {
        const string delivery = """{"contact":{"email":"a@example.com"},"address":{"name":"A","line1":"1 B","city":"Portland","region":"OR","postalCode":"97201","country":"US"}}""";
        (await Send(caller, HttpMethod.Put, path + "/delivery", delivery, Name())).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(caller, HttpMethod.Put, path + "/shipping", "{\"code\":\"standard\"}", Name())).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var quote = await Send(caller, HttpMethod.Post, path + "/quotes", "", Name());
        return (await Json(quote)).GetProperty("token").GetString()!;
    }

    private static async Task<int> Quantity(HttpClient caller, string path) =>
        (await caller.GetFromJsonAsync<JsonElement>(path, Ct)).GetProperty("lines")[0].GetProperty("quantity").GetInt32();

    private static async Task<string?> CodeOf(HttpResponseMessage answer) => (await Json(answer)).GetProperty("code").GetString();

    private static async Task<JsonElement> Json(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

    private async Task<HttpClient> Ada() => shop.NewCaller(await shop.HasKey(shop.Ada.UserId));
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using GigGatek.Contracts.Accounts;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Web;

namespace GigGatek.Tests.Integration.Api;

/// <summary>Every call of the document with values that it names, that it does not, and that nobody would send.</summary>
[Collection(ApiShop.Collection)]
[Trait("Database", "any")]
public sealed class ApiFuzzTests(FurnishedShop shop)
{
    private const string Person = "programmer@example.com", Another = "reader@example.com";
    private const int CallsOfEach = 150, ChangesOfEach = 60;

    private static readonly string[] Nobodys =
    [
        "", " ", "0", "-1", "1", "48", "96", "97", "2147483648", "1e999", "NaN", "true", "null", "[]", "{}", ":", "a:", ":a", "a:b:c", "socket:AM5", "tdp:65", "tdp:-1e9", "price:1",
        "cpu", "ryzen", "' OR 1=1 --", "\" NEAR/3 (", "<script>alert(1)</script>", "../../etc/passwd", "..%2f..%2f", "\u0000", "\u0001\u001b", "%", "%zz", "\ud83e\udd84", "🦄",
        "áéí ÄÖÜ ß 日本語 العربية", "${jndi:ldap://x}", "=cmd|'/c calc'!A1", "\r\nSet-Cookie: a=b", new('x', 300), new(':', 50),
    ];

    /// <summary>An empty segment is another address, and one with a zero byte none at all.</summary>
    private static readonly string[] Segments = [.. Nobodys.Where(text => !string.IsNullOrWhiteSpace(text) && !text.Contains('\0', StringComparison.Ordinal))];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [DirectOnly("the firewall refuses much of it before the shop reads it (Operations/Edge/FirewallTests)")]
    [Fact]
    public async Task No_call_fails_and_every_answer_is_as_the_document_says()
    {
        var document = await ApiDocument.Of(shop);
        using var caller = shop.NewCaller(await shop.HasKey(shop.OwnerId, ApiScopes.All));
        var known = await Known(caller, document);
        await shop.Shop.HasCustomer(Person);
        await shop.Shop.HasCustomer(Another);    // whose sessions are not ended by all those that the first one begins
        var (session, other) = (await shop.Shop.HasSession(Another), await shop.Shop.HasSession(Another));
        using var program = shop.NewCaller(session.AccessToken);
        using var refresher = shop.NewCaller(other.RefreshToken);
        known[document.Find("beginSession").BodyExample!["email"]!.GetValue<string>()] = Person;
        known[document.Find("beginSession").BodyExample!["password"]!.GetValue<string>()] = People.Password;
        known[PathExample(document, "endSession", "session")] = $"{other.Session.Id}";
        foreach (var operation in document.Operations)
        {
            var statuses = new HashSet<int>();
            known[PathExample(document, "findAdminOrder", "order")] = $"{(await shop.Shop.HasPaidOrder()).Id}";    // it is shipped or called off once
            if (operation.Path.Contains("{webhook}", StringComparison.Ordinal))
            {
                await HasOneWebhook(caller, document, known);
            }

            var who = operation.Lock switch
            {
                "session" => program,
                "refresh" => refresher,
                _ => caller,
            };
            await AddressOf(operation, known).Select(BodyOf(operation, known)).SampleAsync(
                async call => { statuses.Add(await Call(document, operation, who, call.Item1, call.Item2)); }, iter: operation.Method == "GET" ? CallsOfEach : ChangesOfEach, threads: 1);
            statuses.ShouldContain(operation.Success, $"{operation.Method} {operation.Path}: values that are right are among those that are tried");
        }
    }

    private static async Task<int> Call(ApiDocument document, ApiOperation operation, HttpClient caller, string address, string? sent)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), new Uri(caller.BaseAddress!, address));
        if (operation.Parameters.Any(parameter => Name(parameter) == "If-Match" && parameter["required"]?.GetValue<bool>() == true))
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        request.Content = sent is null ? null : new StringContent(sent, Encoding.UTF8, "application/json");
        using var answer = await caller.SendAsync(request, Ct);
        var (status, body) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct));
        var what = $"{operation.Method} {address} {sent} answers {status}: {body[..Math.Min(body.Length, 300)]}";
        document.ShouldAllow(status == 414 ? "Problem" : operation.ModelOf(status).ShouldNotBeNull(what), body, what);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse(what);
        foreach (var inside in new[] { "   at ", "Exception", "GigGatek.", "SQLite Error", "MySql", "root:" })
        {
            body.Contains(inside, StringComparison.Ordinal).ShouldBeFalse(what);
        }

        return status;
    }

    /// <summary>What the document's examples stand for in this shop: a cart that was ordered and filled again, the order, a product, and an order that may be moved as is asked.</summary>
    private async Task<Dictionary<string, string>> Known(HttpClient caller, ApiDocument document)
    {
        string Body(string id, string member) => document.Find(id).BodyExample![member]!.GetValue<string>();
        string Path(string id, string name) => PathExample(document, id, name);

        var partner = shop.NewClient(caller);
        var (sku, other) = (await shop.Shop.HasPart(units: 99), await shop.Shop.HasPart(units: 99));
        var cart = await partner.HasCartOf(sku);
        var quote = (await partner.Api.V1.Carts[cart].Quotes.PostAsync(cancellationToken: Ct))!.Token!;
        var order = (await partner.Api.V1.Orders.PostAsync(new() { Cart = cart, Quote = quote }, cancellationToken: Ct))!.Number!;
        await partner.Api.V1.Carts[cart].Lines[other].PutAsync(new() { Quantity = 1 }, cancellationToken: Ct);
        var name = (await shop.Shop.Offer(sku)).Name;
        var product = (await partner.Api.V1.Admin.Products.GetAsync(request => request.QueryParameters.Q = name, Ct))!.Items!.Single().Id!;
        return new Dictionary<string, string>
        {
            [Path("findProduct", "slug")] = shop.Slug, [Path("setCartLine", "sku")] = sku, [Body("placeOrder", "cart")] = cart, [Body("placeOrder", "quote")] = quote,
            [Path("findOrder", "number")] = order, [Path("findAdminProduct", "product")] = product,
            [Path("switchDiscount", "code")] = await shop.Shop.HasCode(),
        };
    }

    /// <summary>One with a delivery, for it is deleted; an account has few.</summary>
    private async Task HasOneWebhook(HttpClient caller, ApiDocument document, Dictionary<string, string> known)
    {
        var partner = shop.NewClient(caller);
        foreach (var old in (await partner.Api.V1.Webhooks.GetAsync(cancellationToken: Ct))!.Items!)
        {
            await partner.Api.V1.Webhooks[old.Id!].DeleteAsync(cancellationToken: Ct);
        }

        var webhook = await partner.HasWebhook();
        await partner.Api.V1.Webhooks[webhook].Pings.PostAsync(cancellationToken: Ct);
        known[PathExample(document, "findWebhook", "webhook")] = webhook;
        known[PathExample(document, "replayDelivery", "delivery")] = (await partner.Api.V1.Webhooks[webhook].Deliveries.GetAsync(cancellationToken: Ct))!.Items!.Single().Id!;
    }

    private static string PathExample(ApiDocument document, string id, string name) =>
        document.Find(id).Parameters.Single(parameter => Name(parameter) == name)["example"]!.GetValue<string>();

    /// <summary>None where none is sent; else as the document shows it, or with one thing in it that is wrong, or nothing that could be meant.</summary>
    private static Gen<string?> BodyOf(ApiOperation operation, IReadOnlyDictionary<string, string> known)
    {
        if (operation.BodyExample is not { } example)
        {
            return Gen.Const((string?)null);
        }

        var right = known.Aggregate(example.ToJsonString(), (text, pair) => text.Replace(JsonSerializer.Serialize(pair.Key), JsonSerializer.Serialize(pair.Value), StringComparison.Ordinal));
        var values = Gen.OneOf([.. Nobodys.Select(text => JsonSerializer.Serialize(text)), "null", "true", "0", "-1", "21", "99999999999", "1e400", "[]", "{}", "[null]", "[[[[[[[[[]]]]]]]]]"]);
        var wrong = Gen.Select(Gen.Int[0, 63], values, (place, value) => Spoil(right, place, value));
        return Gen.OneOf<string?>(Gen.Const<string?>(right), wrong.Select(text => (string?)text), values.Select(text => (string?)text), Gen.String[0, 40].Select(text => (string?)text));
    }

    /// <summary>Puts something else in the place of a member or an element.</summary>
    private static string Spoil(string right, int place, string value)
    {
        var body = JsonNode.Parse(right)!;
        var nodes = Below(body).ToList();
        var node = nodes[place % nodes.Count];
        var mark = $"spoilt-{place}";
        node.ReplaceWith(mark);
        return body.ToJsonString().Replace($"\"{mark}\"", value, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) =>
        (node is JsonObject members ? members.Select(member => member.Value) : node is JsonArray elements ? elements : []).OfType<JsonNode>().SelectMany(inside => Below(inside).Prepend(inside));

    /// <summary>As many of callers who read the document as of those who did not.</summary>
    private static Gen<string> AddressOf(ApiOperation operation, IReadOnlyDictionary<string, string> known) =>
        Gen.OneOf<string>(AddressOf(operation, known, isAsDocumented: true), AddressOf(operation, known, isAsDocumented: false));

    /// <summary>An address with some of its parameters, lists among them.</summary>
    private static Gen<string> AddressOf(ApiOperation operation, IReadOnlyDictionary<string, string> known, bool isAsDocumented)
    {
        var parameters = operation.Parameters;
        var path = parameters.Where(parameter => In(parameter) == "path").Aggregate(
            Gen.Const(operation.Path),
            (soFar, parameter) => soFar.Select(
                Gen.OneOf(isAsDocumented ? [known[parameter["example"]!.GetValue<string>()]] : Segments),
                (text, value) => text.Replace($"{{{Name(parameter)}}}", Escape(value), StringComparison.Ordinal)));
        var query = parameters.Where(parameter => In(parameter) == "query").Select(parameter => OneOf(parameter, isAsDocumented)).Aggregate(
            Gen.Const(""), (soFar, pairs) => soFar.Select(pairs, (text, more) => text + more));
        return path.Select(query, (text, pairs) => pairs.Length == 0 ? text : $"{text}?{pairs[1..]}");
    }

    /// <summary>Left out, as the document shows it, or one of its words; else anybody's.</summary>
    private static Gen<string> OneOf(JsonNode parameter, bool isAsDocumented)
    {
        var schema = parameter["schema"]!;
        var (isList, value) = schema["items"] is { } items ? (true, items) : (false, schema);
        string[] known = [.. (value["enum"]?.AsArray() ?? []).Select(word => word!.ToString()), .. Examples(parameter["example"])];
        if (isAsDocumented && known.Length == 0)
        {
            return Gen.Const("");
        }

        var values = isAsDocumented ? Gen.OneOf(known) : Gen.OneOf<string>(Gen.OneOf([.. known, .. Nobodys]), Gen.String[0, 30]);
        var left = parameter["required"]?.GetValue<bool>() == true && isAsDocumented ? 0 : 2;
        return Gen.Frequency<string[]>((left, Gen.Const(Array.Empty<string>())), (3, values.Array[1, isList ? 3 : 1])).Select(chosen =>
            string.Concat(chosen.Select(text => $"&{Name(parameter)}={Escape(text)}")));
    }

    private static IEnumerable<string> Examples(JsonNode? example) => example switch
    {
        null => [],
        JsonArray several => several.Select(value => value!.ToString()),
        _ => [example.ToString()],
    };

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Name(JsonNode parameter) => parameter["name"]!.GetValue<string>();

    private static string In(JsonNode parameter) => parameter["in"]!.GetValue<string>();
}

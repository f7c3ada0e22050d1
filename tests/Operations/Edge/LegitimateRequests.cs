using System.Globalization;
using System.Text.Json;

namespace GigGatek.Tests.Operations.Edge;

/// <summary>What customers, partners, staff, browsers and Stripe send: the same ones at every run.</summary>
internal static class LegitimateRequests
{
    private static readonly IReadOnlyList<string> Texts = Corpus.Legitimate("product-texts");
    private static readonly IReadOnlyList<string> Reviews = Corpus.Legitimate("reviews");
    private static readonly IReadOnlyList<string> Searches = Corpus.Legitimate("searches");
    private static readonly IReadOnlyList<string> People = Corpus.Legitimate("people");
    private static readonly IReadOnlyList<string> Cookies = Corpus.Legitimate("cookies");

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Func<Dice, RawRequest>[] Kinds =
    [
        Search, Search, Listing, Product, Product, FormCart, LongCart, ApiCart, ApiCart, Address, ApiAddress, Account, ApiSession,
        EditProduct, ApiEditProduct, ApiPatch, Reason, ApiReason, Review, ApiReview, StripeEvent, ApiDelete, Report,
    ];

    /// <summary>So many, evenly of all kinds, each with chosen words, people and cookies.</summary>
    public static IEnumerable<RawRequest> Make(int count)
    {
        var dice = new Dice(20_261_129);
        return Enumerable.Range(0, count).Select(number => Kinds[number % Kinds.Length](dice));
    }

    private static RawRequest Search(Dice dice)
    {
        var words = Pick(dice, dice.Next(4) > 0 ? Searches : [.. Texts.Select(text => text[..Math.Min(text.Length, 60)])]);
        var path = Pick(dice, "/search", "/search/suggestions", "/api/v1/products", "/api/v1/suggestions", "/admin/products", "/admin/orders");
        return new RawRequest($"search for {words}", "GET", $"{path}?q={Encode(words)}&page={dice.Next(1, 40)}", Headers: Browser(dice));
    }

    private static RawRequest Listing(Dice dice)
    {
        var category = Pick(dice, "cpu", "gpu", "memory", "mainboard", "monitor", "case");
        return new RawRequest(
            "a listing, after another search", "GET", $"/c/{category}?grade=Good&grade=Like%20new&price-from={dice.Next(10, 90)}&price-to=900&stock=1&sort=price-up&brand={Encode("be quiet!")}",
            Headers: [.. Browser(dice), ("Referer", $"https://shop.example/search?q={Encode(Pick(dice, Searches))}"), ("If-None-Match", "W/\"5f3a--9\"")]);
    }

    private static RawRequest Product(Dice dice) => new(
        "a product, from an advertisement", "GET",
        $"/p/amd-ryzen-{dice.Next(10_000)}?utm_source=newsletter&utm_medium=e-mail&utm_campaign={Encode("50% off: cards & cases")}&gclid=Cj0KCQiA{dice.NextInt64():x}_wcB&fbclid=IwAR{dice.NextInt64():x}",
        Headers: [.. Browser(dice), ("Referer", $"https://www.google.com/search?q={Encode(Pick(dice, Searches))}&sxsrf=AB{dice.NextInt64():x}:17")]);

    private static RawRequest FormCart(Dice dice) => new(
        "a unit for the cart", "POST", "/cart/add", Fields(("sku", Sku(dice)), ("quantity", $"{dice.Next(1, 9)}")), Attacks.Form, [.. Browser(dice), .. FromShop]);

    private static RawRequest LongCart(Dice dice) => new(
        "a long cart", "POST", "/cart/quantity",
        string.Join('&', Enumerable.Range(0, dice.Next(50, 200)).Select(_ => Fields(("sku", Sku(dice)), ("quantity", $"{dice.Next(1, 99)}")))), Attacks.Form, [.. Browser(dice), .. FromShop]);

    private static RawRequest ApiCart(Dice dice) => Api(
        dice, "a cart of a program", "POST", "/api/v1/carts", new { lines = Enumerable.Range(0, dice.Next(1, 12)).Select(_ => new { sku = Sku(dice), quantity = dice.Next(1, 9) }) });

    private static RawRequest Address(Dice dice)
    {
        var person = Pick(dice, People).Split('|');
        return new RawRequest(
            $"the address of {person[0]}", "POST", "/checkout",
            Fields(("email", "conan.o'brien+shop@example.com"), ("phone", "+1 (503) 555-0100"), ("name", person[0]), ("line1", person[1]), ("line2", "c/o O'Hara; 2nd floor"), ("city", person[2]), ("region", ""), ("postalCode", person[3]), ("country", person[4])),
            Attacks.Form, [.. Browser(dice), .. FromShop]);
    }

    private static RawRequest ApiAddress(Dice dice)
    {
        var person = Pick(dice, People).Split('|');
        return Api(dice, $"the address of {person[0]} by a program", "PUT", $"/api/v1/carts/{dice.NextInt64()}/delivery", new
        {
            contact = new { email = "ada@partner.example", phone = "+49 (0)30 / 1234-56" },
            address = new { name = person[0], line1 = person[1], city = person[2], postalCode = person[3], country = person[4], line2 = (string?)null },
        });
    }

    private static RawRequest Account(Dice dice)
    {
        var person = Pick(dice, People).Split('|')[0];
        return new RawRequest(
            $"an account for {person}", "POST", Pick(dice, "/account/register", "/account/sign-in", "/account/password"),
            Fields(("displayName", person), ("email", "x.y+z@example.com"), ("password", Pick(dice, Reviews)), ("currentPassword", "' OR 1=1 --"), ("newPassword", "<script>;rm -rf /")), Attacks.Form, [.. Browser(dice), .. FromShop]);
    }

    private static RawRequest ApiSession(Dice dice) => Api(
        dice, "a session of a program", "POST", "/api/v1/sessions", new { email = "ada@example.com", password = Pick(dice, Reviews), name = "Price watcher on Ada's phone", scopes = (string[])["shop"], code = (string?)null });

    private static RawRequest EditProduct(Dice dice)
    {
        var text = Pick(dice, Pick(dice, Texts, Reviews));
        return new RawRequest(
            $"a product's text: {text}", "POST", $"/admin/products/{dice.Next(1, 99_999)}", Fields(("name", text[..Math.Min(80, text.Length)]), ("brand", "O'Neil & Söhne"), ("description", Several(dice, text)), ("published", "true")),
            Attacks.Form, [.. Browser(dice), .. FromShop]);
    }

    private static RawRequest ApiEditProduct(Dice dice)
    {
        var text = Pick(dice, Pick(dice, Texts, Reviews));
        return Api(dice, $"a product's text by a program: {text}", "PUT", $"/api/v1/admin/products/{dice.Next(1, 99_999)}", new { name = text[..Math.Min(80, text.Length)], brand = "D'Addario", description = Several(dice, text), published = true });
    }

    /// <summary>The API has none yet; that the edge lets the method and its types through is so already (RFC 5789, 6902, 7396).</summary>
    private static RawRequest ApiPatch(Dice dice)
    {
        var text = Pick(dice, Texts);
        var isMerge = dice.Next(2) == 0;
        return Api(dice, $"a part of a product: {text}", "PATCH", $"/api/v1/admin/products/{dice.Next(1, 99_999)}", new { description = text }) with
        {
            ContentType = isMerge ? "application/merge-patch+json" : "application/json-patch+json; charset=utf-8",
            Body = isMerge ? JsonSerializer.Serialize(new { description = text }) : JsonSerializer.Serialize(new[] { new { op = "replace", path = "/description", value = "Tested, cleaned, as new." } }),
        };
    }

    private static RawRequest Reason(Dice dice)
    {
        var text = Pick(dice, Pick(dice, Texts, Reviews));
        var (path, field) = dice.Next(3) switch { 0 => ("orders/5/refund", "reason"), 1 => ("orders/5/cancel", "cancelReason"), _ => ("products/5/stock", "reason") };
        return new RawRequest($"a reason: {text}", "POST", $"/admin/{path}", Fields(("amount", "12.50"), ("change", "-1"), (field, text)), Attacks.Form, [.. Browser(dice), .. FromShop]);
    }

    private static RawRequest ApiReason(Dice dice)
    {
        var text = Pick(dice, Pick(dice, Texts, Reviews));
        var path = Pick(dice, "orders/GG-1/refunds", "orders/GG-1/cancellation", "products/7/variants/GG-7-G/stock-changes");
        return Api(dice, $"a reason by a program: {text}", "POST", $"/api/v1/admin/{path}", new { amount = new { minor = 1500, currency = "USD" }, change = 5, reason = text });
    }

    private static RawRequest Review(Dice dice)
    {
        var text = Pick(dice, Reviews);
        return new RawRequest($"a review: {text}", "POST", "/p/amd-ryzen-7/reviews", Fields(("title", text[..Math.Min(40, text.Length)]), ("text", Several(dice, text)), ("stars", "5")), Attacks.Form, [.. Browser(dice), .. FromShop]);
    }

    private static RawRequest ApiReview(Dice dice)
    {
        var text = Pick(dice, Reviews);
        return Api(dice, $"a review by a program: {text}", "POST", "/api/v1/products/amd-ryzen-7/reviews", new { title = text[..Math.Min(40, text.Length)], text = Several(dice, text), stars = 5 });
    }

    private static RawRequest StripeEvent(Dice dice)
    {
        var text = Pick(dice, Pick(dice, Texts, Reviews));
        var body = JsonSerializer.Serialize(
            new { id = $"evt_{dice.NextInt64():x}", @object = "event", type = "payment_intent.succeeded", data = new { @object = new { id = "pi_1", description = text, metadata = new { note = text }, receipt_url = "https://pay.stripe.com/receipts/a?s=ap&b=1" } } },
            Indented);
        return new RawRequest(
            $"an event of Stripe: {text}", "POST", "/webhooks/payments/stripe", body, "application/json; charset=utf-8",
            [("Stripe-Signature", $"t=1492774577,v1={dice.NextInt64():x16}{dice.NextInt64():x16}{dice.NextInt64():x16}{dice.NextInt64():x16},v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39"), ("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")]);
    }

    private static RawRequest ApiDelete(Dice dice) => Api(dice, "a line out of a cart", "DELETE", $"/api/v1/carts/{dice.NextInt64()}/lines/{Sku(dice)}", null);

    private static RawRequest Report(Dice dice) => dice.Next(2) == 0
        ? new RawRequest(
            "a report of a browser", "POST", "/reports/csp", """{"csp-report":{"document-uri":"https://shop.example/search?q=select","violated-directive":"script-src","blocked-uri":"inline","script-sample":"alert(document.cookie)"}}""", "application/csp-report", Browser(dice))
        : new RawRequest("reports of a browser", "POST", "/reports/csp", """[{"type":"csp-violation","age":10,"body":{"blockedURL":"inline","sample":"<script>eval('1')"}}]""", "application/reports+json", Browser(dice));

    private static RawRequest Api(Dice dice, string name, string method, string path, object? body) => new(
        name, method, path, body is null ? null : JsonSerializer.Serialize(body), body is null ? null : "application/json",
        [
            ("Authorization", $"Bearer gg_live_{dice.NextInt64():x}.eyJhbGciOiJFUzI1NiJ9--"), ("Idempotency-Key", Pick(dice, $"order-{dice.NextInt64():x}", "it's /*one*/ key; -- or 1=1", "0190f5c4-8a3e-7c1b-9c5e-2f6f4c9b0001")),
            ("If-Match", "\"5\""), ("User-Agent", Pick(dice, "python-requests/2.32.3", "okhttp/4.12.0", "curl/8.14.1", "GigGatek-Client/1.0 (.NET 10)", "Go-http-client/1.1")),
        ]);

    private static (string, string)[] Browser(Dice dice) =>
    [
        ("Cookie", string.Join("; ", Enumerable.Range(0, dice.Next(1, 5)).Select(_ => Pick(dice, Cookies)).Append($"gg_session=CfDJ8{dice.NextInt64():x}--/*+ghi'=; gg_cart={dice.NextInt64()}; gg_lot={dice.Next(10_000)}"))),
        ("Accept-Language", Pick(dice, "de-DE,de;q=0.9,en;q=0.8", "ja", "fr-CA,fr;q=0.9", "zh-Hant-TW;q=0.8,*;q=0.1", "ar-EG")),
        ("Accept-Encoding", "gzip, deflate, br, zstd"), ("Sec-Fetch-Site", "same-origin"), ("Sec-CH-UA", "\"Chromium\";v=\"140\", \"Not=A?Brand\";v=\"24\""), ("DNT", "1"), ("Upgrade-Insecure-Requests", "1"),
    ];

    private static (string, string)[] FromShop => [("Origin", "https://shop.example"), ("Referer", "https://shop.example/cart?from=%2Fp%2Famd%20ryzen")];

    private static string Several(Dice dice, string first) => string.Join("\r\n\r\n", Enumerable.Range(0, dice.Next(3)).Select(_ => Pick(dice, Pick(dice, Texts, Reviews))).Prepend(first));

    private static string Sku(Dice dice) => string.Create(CultureInfo.InvariantCulture, $"GG-{dice.NextInt64() % (1L << 40):X}-{"GLA"[dice.Next(3)]}");

    private static string Fields(params IEnumerable<(string Name, string Value)> fields) => string.Join('&', fields.Select(field => $"{field.Name}={Encode(field.Value)}"));

    /// <summary>As browsers write forms and queries: a space is a plus.</summary>
    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private static T Pick<T>(Dice dice, params IReadOnlyList<T> of) => of[dice.Next(of.Count)];
}

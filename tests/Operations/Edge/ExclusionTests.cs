using System.Text.Json;

namespace GigGatek.Tests.Operations.Edge;

/// <summary>Each exclusion by name: what it lets through, and that the same anywhere else is refused. Without the second half an exclusion may be all there is.</summary>
public sealed class ExclusionTests : IAsyncLifetime
{
    private const string Json = "application/json";
    private const string Code = "<script>alert(1)</script>'; DROP TABLE x;-- $(cat /etc/passwd) http://127.0.0.1/";

    private RecordingGateway _gateway = null!;
    private RunningEdge _edge = null!;
    private RawConnection _connection = null!;

    public static TheoryData<string, string, string, string?, string?> LetThrough => new()
    {
        // before-free-text.conf
        { "a product's description", "POST", "/admin/products/7", "description=" + Encoded, Attacks.Form },
        { "a product's description by a program", "PUT", "/api/v1/admin/products/7", Of("description"), Json },
        { "a part of it", "PATCH", "/api/v1/admin/products/7", Of("description"), "application/merge-patch+json" },
        { "a refund's reason", "POST", "/admin/orders/7/refund", "reason=" + Encoded, Attacks.Form },
        { "a cancellation's reason", "POST", "/admin/orders/7/cancel", "cancelReason=" + Encoded, Attacks.Form },
        { "a stock change's reason", "POST", "/admin/products/7/stock", "reason=" + Encoded, Attacks.Form },
        { "a refund's reason by a program", "POST", "/api/v1/admin/orders/GG-7/refunds", Of("reason"), Json },
        { "a review", "POST", "/p/a-part/reviews", "text=" + Encoded, Attacks.Form },
        { "a review by a program", "POST", "/api/v1/products/a-part/reviews", Of("text"), Json },
        // before-webhooks.conf
        { "an event of Stripe", "POST", "/webhooks/payments/stripe", Of("description"), Json },
        { "a webhook of a partner at an address in numbers", "POST", "/api/v1/webhooks", """{"url":"https://203.0.113.7:8443/orders","events":["order.paid"]}""", Json },
        // before-reports.conf
        { "a browser's report", "POST", "/reports/csp", Of("script-sample"), "application/csp-report" },
        { "reports of a browser", "POST", "/reports/csp", $"[{Of("sample")}]", "application/reports+json" },
        // before-search.conf
        { "a search that names commands", "GET", "/search?q=time+machine+nas+%26+bash+bunny", null, null },
        { "a search of a program", "GET", "/api/v1/products?q=exec+chair", null, null },
        // after-languages.conf
        { "a search in Hindi", "GET", "/search?q=%E0%A4%97%E0%A5%8D%E0%A4%B0%E0%A4%BE%E0%A4%AB%E0%A4%BC%E0%A4%BF%E0%A4%95%E0%A5%8D%E0%A4%B8%20%E0%A4%95%E0%A4%BE%E0%A4%B0%E0%A5%8D%E0%A4%A1", null, null },
        { "a percent sign beside an apostrophe", "GET", "/search?q=100%25+keyboard%3B+it%27s", null, null },
        // after-secrets.conf
        { "a password", "POST", "/account/sign-in", "email=a%40b.example&password=" + Encoded, Attacks.Form },
        { "a new password", "POST", "/account/password", "currentPassword=" + Encoded + "&newPassword=" + Encoded, Attacks.Form },
        { "a password by a program", "POST", "/api/v1/sessions", Of("password"), Json },
        // setup.conf: methods and types
        { "a deletion", "DELETE", "/api/v1/carts/7/lines/GG-7", null, null },
        { "a JSON patch", "PATCH", "/api/v1/admin/products/7", """[{"op":"replace","path":"/name","value":"A part"}]""", "application/json-patch+json" },
    };

    public static TheoryData<string, string, string, string?, string?> Refused => new()
    {
        { "the same field elsewhere", "POST", "/cart/add", "description=" + Encoded, Attacks.Form },
        { "the same field in an address", "POST", "/admin/products/7?description=" + Encoded, "", Attacks.Form },
        { "another field of the same form", "POST", "/admin/products/7", "published=" + Encoded, Attacks.Form },
        { "another field of the same call", "PUT", "/api/v1/admin/products/7", Of("published"), Json },
        { "a description that is asked for", "GET", "/api/v1/admin/products/7?description=" + Encoded, null, null },
        { "the address of a webhook", "POST", "/webhooks/payments/stripe?x=" + Encoded, "{}", Json },
        { "another address in numbers", "POST", "/api/v1/webhooks", """{"name":"https://203.0.113.7:8443/orders"}""", Json },
        { "a webhook that runs a command", "POST", "/api/v1/webhooks", Of("url"), Json },
        { "the type of a report elsewhere", "POST", "/api/v1/carts", Of("sample"), "application/reports+json" },
        { "another type at the place of reports", "POST", "/reports/csp", Of("sample"), Json },
        { "a search that begins as a command", "GET", "/search?q=%3B+cat+%2Fetc%2Fhostname", null, null },
        { "a search that is SQL", "GET", "/search?q=1%27+UNION+SELECT+name+FROM+sqlite_master--", null, null },
        { "an e-mail beside a password", "POST", "/account/sign-in", "email=" + Encoded + "&password=x", Attacks.Form },
        { "a cookie that is not the shop's", "GET", "/", null, "Cookie: other=" + Encoded },
        { "a method of nobody", "PROPFIND", "/", null, null },
        { "XML", "POST", "/api/v1/carts", "<a/>", "application/xml" },
    };

    private static string Encoded => Uri.EscapeDataString(Code);

    private static string Of(string field) => JsonSerializer.Serialize(new Dictionary<string, string> { [field] = Code });

    public async ValueTask InitializeAsync()
    {
        RunningEdge.RequireNginx();
        _gateway = await RecordingGateway.StartAsync();
        _edge = await RunningEdge.StartAsync(_gateway.Address);
        _connection = new RawConnection(_edge.Http);
    }

    public async ValueTask DisposeAsync()
    {
        if (_edge is not null)
        {
            _connection.Dispose();
            await _edge.DisposeAsync();
            await _gateway.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_is_excluded_comes_through_unchanged_and_nothing_beside_it_does()
    {
        List<string> faults = [];
        foreach (var row in LetThrough)
        {
            var (name, method, target, body, type) = row.Data;
            _gateway.Forget();
            var status = (await Ask(name, method, target, body, type)).Status;
            if (status != 200 || (_gateway.Arrivals.Single() is var arrival && (arrival.Body != (body ?? "") || arrival.Method != method)))
            {
                faults.Add($"{name}: {status}, or changed on its way");
            }
        }

        foreach (var row in Refused)
        {
            var (name, method, target, body, type) = row.Data;
            var status = (await Ask(name, method, target, body, type)).Status;
            if (status != 403)
            {
                faults.Add($"{name} is not refused: {status}");
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_shops_cookies_and_keys_are_read_by_no_rule()
    {
        var request = new RawRequest("", "GET", "/", Headers:
        [
            ("Cookie", $"gg_session={Encoded}; gg_cart={Encoded}; __stripe_mid={Encoded}"), ("Authorization", $"Bearer {Code}"), ("Idempotency-Key", Code),
        ]);
        (await _connection.AskAsync(request)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Stripes_bytes_arrive_as_they_were_signed()
    {
        const string body = "{\n  \"id\": \"evt_1\",\r\n  \"description\": \"\\u00e4 \u00e4 <script>  \",  \"n\": 1.00\n}\n";
        (await _connection.AskAsync(new RawRequest("", "POST", "/webhooks/payments/stripe", body, "application/json; charset=utf-8", ("Stripe-Signature", "t=1,v1=ab")))).Status.ShouldBe(200);
        _gateway.Arrivals.Single().Body.ShouldBe(body);
        _gateway.Arrivals.Single().Header("Stripe-Signature").ShouldBe("t=1,v1=ab");
    }

    private Task<RawAnswer> Ask(string name, string method, string target, string? body, string? type) => _connection.AskAsync(
        type?.StartsWith("Cookie: ", StringComparison.Ordinal) is true ? new RawRequest(name, method, target, Headers: ("Cookie", type[8..])) : new RawRequest(name, method, target, body, type));
}

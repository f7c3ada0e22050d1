using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GigGatek.Tests.Integration.Accounts;

namespace GigGatek.Tests.Integration.Web;

/// <summary>What browsers tell about the policy: counted and kept without whom it happened to; and whoever sends rubbish fills nothing with it.</summary>
public sealed class BrowserReportTests : IAsyncLifetime
{
    private const string Old = "application/csp-report";
    private const string New = "application/reports+json";
    private const string Secret = "Unguessable7QzXw";

    private readonly HurriedShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Alike_reports_of_both_kinds_are_one_line_with_the_pages_pattern_and_nothing_of_the_visitor()
    {
        (await Sends(Old, One($"/orders/{Secret}/pay?payment_intent={Secret}", "script-src-elem", $"https://EVIL.example/{Secret}.js?of=ann@example.com"))).ShouldBe(HttpStatusCode.NoContent);
        (await Sends(New, Batch(
            ($"/orders/{Secret}/pay", "script-src-elem", $"https://evil.example:443/{Secret}"),
            ($"/search?q={Secret}", "script-src-attr", "inline"),
            ($"/{Secret}", "img-src", $"data:image/png;base64,{Secret}"),
            ("/cart", "connect-src", _shop.Address + Secret),
            ("/cart", $"no-such-directive {Secret}", $"nonsense {Secret}")))).ShouldBe(HttpStatusCode.NoContent);
        await Kept(5);

        _shop.Database.Scalar("SELECT reports FROM storefront_reports WHERE blocked = 'evil.example' AND directive = 'script-src-elem' AND page = '/orders/{secret}/pay'").ShouldBe(2L);
        foreach (var (directive, blocked, page) in new[] { ("script-src-attr", "inline", "/search"), ("img-src", "data", "no page"), ("connect-src", "self", "/cart"), ("other", "other", "/cart") })
        {
            _shop.Database.Count($"storefront_reports WHERE directive = '{directive}' AND blocked = '{blocked}' AND page = '{page}'").ShouldBe(1, $"{directive} {blocked} {page}");
        }

        _shop.Database.ReadEverything().ShouldNotContain(Secret);
        var (_, staff) = await _shop.HasStaff("Auditor");
        var shown = await staff.Read("/admin/reports");
        shown.ShouldContain("evil.example");
        shown.ShouldContain("/orders/{secret}/pay");
        shown.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task What_extensions_do_and_what_happened_elsewhere_is_noise()
    {
        foreach (var (blocked, source) in new[] { ("chrome-extension", ""), ("inline", "moz-extension://0123/content.js"), ("https://evil.example/", "safari-web-extension://x/y.js"), ("about", "") })
        {
            (await Sends(Old, One("/cart", "script-src-elem", blocked, source))).ShouldBe(HttpStatusCode.NoContent);
        }

        (await Sends(Old, JsonSerializer.Serialize(Report("https://elsewhere.example/cart", "img-src", "https://evil.example/", "")))).ShouldBe(HttpStatusCode.NoContent);
        (await Sends(New, JsonSerializer.Serialize(new[] { new { type = "deprecation", url = $"{_shop.Address}cart", body = new { id = "x" } } }))).ShouldBe(HttpStatusCode.NoContent);
        (await Sends(Old, One("/cart", "img-src", "https://kept.example/"))).ShouldBe(HttpStatusCode.NoContent);
        await Kept(1);
        _shop.Database.Count("storefront_reports WHERE blocked = 'kept.example'").ShouldBe(1);
    }

    [Theory]
    [InlineData("application/json", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(Old, "", HttpStatusCode.BadRequest)]
    [InlineData(Old, "not json", HttpStatusCode.BadRequest)]
    [InlineData(Old, "[]", HttpStatusCode.BadRequest)]
    [InlineData(Old, "{\"csp-report\":7}", HttpStatusCode.BadRequest)]
    [InlineData(New, "{}", HttpStatusCode.BadRequest)]
    [InlineData(New, "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", HttpStatusCode.BadRequest)]
    [InlineData(New, "[1,null,\"x\",{},{\"type\":\"csp-violation\"},{\"type\":\"csp-violation\",\"body\":{\"blockedURL\":1}}]", HttpStatusCode.NoContent)]
    public async Task What_is_no_report_is_refused_or_ignored(string type, string body, HttpStatusCode status)
    {
        (await Sends(type, body)).ShouldBe(status);
        _shop.Database.Count("storefront_reports").ShouldBe(0);
    }

    [DirectOnly("a kind that no part of the shop reads: the firewall says 403 (deploy/edge/modsecurity/setup.conf)")]
    [Fact]
    public async Task A_text_is_none() => (await Sends("text/plain", "hello")).ShouldBe(HttpStatusCode.UnsupportedMediaType);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_of_more_than_64_KiB_is_not_read_to_its_end(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reports/csp") { Content = new StringContent($"[\"{new string('x', 500_000)}\"]") };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(New);
        request.Headers.TransferEncodingChunked = chunked;
        using var visitor = _shop.NewVisitor();
        using var answer = await visitor.SendAsync(request, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_flood_of_different_ones_fills_a_thousand_rows_and_no_more_and_hides_nothing_that_was_there()
    {
        (await Sends(Old, One("/cart", "img-src", "https://before.example/"))).ShouldBe(HttpStatusCode.NoContent);
        await Kept(1);
        for (var wave = 0; wave < 4; wave++)
        {
            for (var batch = 0; batch < 11; batch++)
            {
                var (w, b) = (wave, batch);
                (await Sends(New, Batch([.. Enumerable.Range(0, 60).Select(i => ("/cart", "img-src", $"https://h{w}-{b}-{i}.example/"))]))).ShouldBe(HttpStatusCode.NoContent);
            }

            var (rows, rest) = (Math.Min(1 + (500 * (wave + 1)), 1_000), wave);
            await TestShop.Until(() => Task.FromResult(_shop.Database.Count("storefront_reports") >= rows && (rest < 2 || Rest() >= 400)), $"wave {wave}");
        }

        _shop.Database.Count("storefront_reports").ShouldBe(1_001, "a thousand, and the rest");
        await TestShop.Until(
            async () =>
            {
                (await Sends(Old, One("/cart", "img-src", "https://before.example/"))).ShouldBe(HttpStatusCode.NoContent);
                return _shop.Database.Count("storefront_reports WHERE blocked = 'before.example' AND reports > 1") == 1;
            },
            "the one from before to count up");
    }

    [Fact]
    public async Task Lines_go_thirty_days_after_they_were_last_told()
    {
        await Sends(Old, One("/cart", "img-src", "https://old.example/"));
        await Kept(1);
        _shop.Clock.Advance(TimeSpan.FromDays(29));
        await Sends(Old, One("/cart", "img-src", "https://new.example/"));
        await Kept(2);
        _shop.Clock.Advance(TimeSpan.FromDays(2));
        await TestShop.Until(() => Task.FromResult(_shop.Database.Count("storefront_reports") == 1), "the old one to go");
        _shop.Database.Count("storefront_reports WHERE blocked = 'new.example'").ShouldBe(1);
    }

    private long Rest() => Convert.ToInt64(_shop.Database.Scalar("SELECT COALESCE(SUM(reports), 0) FROM storefront_reports WHERE page = 'other'"), null);

    private Task Kept(int rows) => TestShop.Until(() => Task.FromResult(_shop.Database.Count("storefront_reports") >= rows), $"{rows} rows");

    private async Task<HttpStatusCode> Sends(string type, string body)
    {
        using var visitor = _shop.NewVisitor();
        using var content = new StringContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var answer = await visitor.PostAsync("/reports/csp", content, Ct);
        return answer.StatusCode;
    }

    private string One(string path, string directive, string blocked, string source = "") =>
        JsonSerializer.Serialize(Report(_shop.Address.GetLeftPart(UriPartial.Authority) + path, directive, blocked, source));

    private static Dictionary<string, object> Report(string document, string directive, string blocked, string source) => new()
    {
        ["csp-report"] = new Dictionary<string, object>
        {
            ["document-uri"] = document, ["effective-directive"] = directive, ["blocked-uri"] = blocked, ["source-file"] = source, ["script-sample"] = Secret, ["line-number"] = 1,
        },
    };

    private string Batch(params (string Path, string Directive, string Blocked)[] reports) => JsonSerializer.Serialize(reports.Select(report => new
    {
        type = "csp-violation", age = 1, user_agent = Secret, url = _shop.Address.GetLeftPart(UriPartial.Authority) + report.Path,
        body = new
        {
            documentURL = _shop.Address.GetLeftPart(UriPartial.Authority) + report.Path,
            effectiveDirective = report.Directive, blockedURL = report.Blocked, sample = Secret, referrer = Secret,
        },
    }));
}

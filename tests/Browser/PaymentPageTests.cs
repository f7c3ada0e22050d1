using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GigGatek.Tests.FakeStripe;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>
/// What the page that takes payments really loads and says, held against docs/security/scripts.json (PCI DSS 4.0.1, 6.4.3 and 11.6.1): a script, a byte or a header
/// that is not there fails.
/// </summary>
[Trait("Engine", "sqlite")]    // no script and no header comes out of a database
[Trait("Database", "any")]
public sealed partial class PaymentPageTests(Visitors visitors)
{
    private static readonly JsonNode Inventory = JsonNode.Parse(File.ReadAllText(Checkout.File("docs", "security", "scripts.json")))!;

    [Fact]
    public async Task With_the_test_provider_it_is_what_the_inventory_says()
    {
        var page = await AtThePayPage(visitors.Shop.Address, "inventory@example.com");
        Differences(await Look(page), "test", stripe: null).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_Stripe_it_is_what_the_inventory_says()
    {
        await using var shop = new RunningShop();
        await using var stripe = await StartWithStripe(shop);
        var page = await AtThePayPage(shop.Address, "inventory@example.com");
        Differences(await Look(page), "stripe", stripe.Address.GetLeftPart(UriPartial.Authority)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_script_a_byte_and_a_header_more_are_found()
    {
        var page = await AtThePayPage(visitors.Shop.Address, "tampered@example.com");
        await page.RouteAsync(ThePayPage(), async route =>
        {
            var answer = await route.FetchAsync();
            var headers = answer.Headers.ToDictionary();
            headers["x-frame-options"] = "SAMEORIGIN";
            headers["x-new"] = "1";
            await route.FulfillAsync(new()
            {
                Response = answer, Headers = headers,
                Body = (await answer.TextAsync()).Replace("</head>", "<script src=\"/assets/js/skimmer.js\"></script><script>1</script></head>", StringComparison.Ordinal),
            });
        });
        await page.RouteAsync("**/skimmer.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "window.skims = true;" }));
        await page.RouteAsync(new Regex("/js/forms\\..*\\.js$"), async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = await answer.TextAsync() + "window.changed = true;" });
        });

        var found = Differences(await Look(page), "test", stripe: null);

        found.ShouldBe(
            ["header x-frame-options is SAMEORIGIN", "header x-new is 1", "script /assets/js/skimmer.js is not in the inventory", "script js/forms.js has another hash", "there is a script in the page itself"],
            ignoreOrder: true);
        (await page.EvaluateAsync<bool>("window.changed === undefined")).ShouldBeTrue("the browser holds scripts against their hashes");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stripes_script_loads_others_of_its_own_and_nothing_else_becomes_code(bool enforced)
    {
        await using var shop = new RunningShop();
        shop.Settings["Payments:Stripe:EnforceTrustedTypes"] = enforced ? "true" : "false";
        await using var stripe = await StartWithStripe(shop);
        var page = await AtThePayPage(shop.Address, "trusted@example.com");
        await Expect(page.Locator("iframe")).ToBeVisibleAsync();
        await Expect(page.Locator("html[data-stripe=more]")).ToBeAttachedAsync();
        var policies = await Policies(page);
        policies.Enforced.Contains("require-trusted-types-for 'script'; trusted-types default", StringComparison.Ordinal).ShouldBe(enforced);
        policies.Reported.Contains("require-trusted-types-for 'script'; trusted-types default", StringComparison.Ordinal).ShouldBe(!enforced);

        foreach (var (code, isCode) in new[] { ("document.body.insertAdjacentHTML('beforeend', '<b>x</b>')", false), ("document.createElement('script').src = 'https://evil.example/x.js'", false), ($"document.createElement('script').src = '{stripe.Address}other.js'", true) })
        {
            (await Passes(page, code)).ShouldBe(isCode || !enforced, code);
        }
    }

    [Fact]
    public async Task On_no_page_does_a_text_become_code_and_the_shop_is_told_of_who_tries()
    {
        var page = await visitors.NewAsync();
        foreach (var path in new[] { "/", "/c/cpu", "/cart", "/account/sign-in", "/api/reference", "/no-such-page" })
        {
            await page.GotoAsync(path);
            foreach (var code in new[]
            {
                "document.body.innerHTML = '<b>x</b>'", "new DOMParser().parseFromString('<b>x</b>', 'text/html')", "document.createElement('script').text = '1'",
                "document.createElement('iframe').srcdoc = 'x'", "trustedTypes.createPolicy('default', {})", "trustedTypes.createPolicy('mine', {})",
            })
            {
                (await Passes(page, code)).ShouldBeFalse($"{code} on {path}");
            }
        }

        await page.CloseAsync();
        var deadline = Environment.TickCount64 + 120_000;
        while (visitors.Shop.Database.Count("storefront_reports WHERE page = '/account/sign-in' AND directive = 'require-trusted-types-for' AND blocked = 'trusted-types-sink'") == 0)
        {
            (Environment.TickCount64 < deadline).ShouldBeTrue("no report came in two minutes");
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<bool> Passes(IPage page, string code)
    {
        try
        {
            await page.EvaluateAsync($"() => {{ {code}; }}");
            return true;
        }
        catch (PlaywrightException refused) when (refused.Message.Contains("Trusted", StringComparison.OrdinalIgnoreCase) || refused.Message.Contains("policy", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
    }

    private static async Task<(string Enforced, string Reported)> Policies(IPage page)
    {
        var headers = (await page.APIRequest.GetAsync(page.Url)).Headers;
        return (headers["content-security-policy"], headers.GetValueOrDefault("content-security-policy-report-only", ""));
    }

    private static async Task<FakeStripeServer> StartWithStripe(RunningShop shop)
    {
        var stripe = new FakeStripeServer(FreePorts.Next());
        foreach (var (key, value) in stripe.Settings())
        {
            shop.Settings[key] = value;
        }

        await stripe.StartAsync(new Uri(shop.Address));
        await shop.StartAsync();
        return stripe;
    }

    private async Task<IPage> AtThePayPage(string address, string email)
    {
        var page = await visitors.NewAsync(address: address);
        await page.AddsAnyOf("motherboard");
        await page.ChecksOutAsGuest(email);
        await Expect(page).ToHaveURLAsync(ThePayPage());
        return page;
    }

    /// <summary>Loads it once more, and keeps what comes.</summary>
    private static async Task<Seen> Look(IPage page)
    {
        var scripts = new ConcurrentQueue<IResponse>();
        page.Response += (_, answer) =>
        {
            if (answer.Frame != page.MainFrame)
            {
                return;
            }

            if (answer.Request.IsNavigationRequest)
            {
                scripts.Clear();    // what still came for the page before; its bodies are gone
            }
            else if (answer.Request.ResourceType == "script")
            {
                scripts.Enqueue(answer);
            }
        };
        var document = (await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle }))!;
        var seen = new List<(string Url, string Integrity)>();
        foreach (var script in scripts)
        {
            seen.Add((script.Url, "sha384-" + Convert.ToBase64String(SHA384.HashData(await script.BodyAsync()))));
        }

        return new Seen(
            new Uri(page.Url).GetLeftPart(UriPartial.Authority), seen, await document.AllHeadersAsync(), await page.EvaluateAsync<int>("[...document.scripts].filter(script => !script.src && script.text).length"));
    }

    /// <summary>In sentences; none when all is as it should be.</summary>
    private static List<string> Differences(Seen seen, string provider, string? stripe)
    {
        var expected = Inventory["paymentPage"]![provider]!;
        var found = new List<string>();
        var names = seen.Scripts.ToLookup(script => NameOf(script.Url, seen.Shop, stripe), script => script.Integrity);
        var allowed = expected["scripts"]!.AsArray().Select(name => name!.GetValue<string>()).ToList();
        found.AddRange(names.Select(script => script.Key).Except(allowed).Select(name => $"script {name} is not in the inventory"));
        found.AddRange(allowed.Except(names.Select(script => script.Key)).Select(name => $"script {name} is in the inventory and was not loaded"));
        foreach (var own in Inventory["own"]!.AsArray().Where(own => names.Contains(own!["script"]!.GetValue<string>())))
        {
            var name = own!["script"]!.GetValue<string>();
            found.AddRange(names[name].Where(integrity => integrity != own["integrity"]!.GetValue<string>()).Select(_ => $"script {name} has another hash"));
        }

        var changing = Inventory["paymentPage"]!["headersThatChange"]!.AsArray().Select(name => name!.GetValue<string>()).ToList();
        var atTheEdge = TestPath.IsThroughEdge ? Inventory["paymentPage"]!["edge"]!["headers"]!.AsObject() : [];
        var headers = expected["headers"]!.AsObject().Concat(atTheEdge).Where(header => header.Key != "reporting-endpoints")    // as is report-to, that is said over https only
            .ToDictionary(header => header.Key, header => Hosts(header.Value!.GetValue<string>().Replace("; report-to csp", "", StringComparison.Ordinal), stripe));
        found.AddRange(seen.Headers.Where(header => !changing.Contains(header.Key) && headers.GetValueOrDefault(header.Key) != header.Value).Select(header => $"header {header.Key} is {header.Value}"));
        found.AddRange(headers.Keys.Except(seen.Headers.Keys).Select(name => $"header {name} is missing"));
        if (seen.Inline > 0)
        {
            found.Add("there is a script in the page itself");
        }

        return found;
    }

    /// <summary>The fake has one host for everything.</summary>
    private static string Hosts(string policy, string? stripe) => policy
        .Replace("{scripts}", stripe, StringComparison.Ordinal).Replace("{frames}", stripe, StringComparison.Ordinal).Replace("{connections}", stripe, StringComparison.Ordinal)
        .Replace("{payments}", $"\"{stripe}\"", StringComparison.Ordinal);

    private static string NameOf(string url, string shop, string? stripe)
    {
        if (stripe is not null && url.StartsWith(stripe, StringComparison.Ordinal))
        {
            var theirs = "https://js.stripe.com" + url[stripe.Length..];
            return Inventory["vendors"]!.AsArray().Any(vendor => vendor!["script"]!.GetValue<string>() == theirs) ? theirs : "https://js.stripe.com/*";
        }

        return url.StartsWith(shop, StringComparison.Ordinal) ? Stamp().Replace(url[shop.Length..], "$1.js") : url;
    }

    private sealed record Seen(string Shop, List<(string Url, string Integrity)> Scripts, Dictionary<string, string> Headers, int Inline);

    [GeneratedRegex("/orders/[^/]+/pay$")]
    private static partial Regex ThePayPage();

    [GeneratedRegex("^/assets/(js/[a-z]+)\\.[0-9a-f]{12}\\.js$")]
    private static partial Regex Stamp();
}

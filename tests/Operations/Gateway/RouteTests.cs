using System.Net;
using System.Text.Json;
using GigGatek.Platform.Releases;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>Shops that get the requests of different modules.</summary>
public sealed class RouteTests : IAsyncLifetime
{
    private StubShop _pages = null!;
    private StubShop _programs = null!;
    private RunningGateway? _gateway;
    private HttpClient _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningGateway Gateway => _gateway!;

    public async ValueTask InitializeAsync()
    {
        _pages = await StubShop.StartAsync("pages");
        _programs = await StubShop.StartAsync("programs");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Gateway.DisposeAsync();
        await _pages.DisposeAsync();
        await _programs.DisposeAsync();
    }

    [Fact]
    public async Task Calls_of_the_api_go_to_one_shop_and_pages_to_the_other_and_each_is_counted_for_its_module()
    {
        await HasGateway();
        for (var i = 0; i < 10; i++)
        {
            (await _client.GetStringAsync("/", Ct)).ShouldBe("pages");
            (await _client.GetStringAsync("/api/v1/orders", Ct)).ShouldBe("programs has ");
            (await _client.GetStringAsync("/API/V1/orders", Ct)).ShouldBe("programs has ");
        }

        using var form = await _client.PostAsync("/form", new StringContent("a form"), Ct);
        (await form.Content.ReadAsStringAsync(Ct)).ShouldBe("pages has a form");
        using var webhook = await _client.PostAsync("/webhooks/payments/stripe", new StringContent("{}"), Ct);
        webhook.StatusCode.ShouldBe(HttpStatusCode.NotFound, "a stand-in has none");
        _pages.Received.ShouldContain("POST /webhooks/payments/stripe");

        var blue = await Gateway.Status("blue");
        Counts(blue, "requests").ShouldBe(["storefront 11", "api 20", "payments 1"]);
        Counts(blue, "clientErrors").ShouldBe(["storefront 0", "api 0", "payments 1"]);
        blue.GetProperty("counts").GetProperty("requests").GetInt64().ShouldBe(32);
        blue.GetProperty("modules").GetProperty("api").GetProperty("latency").EnumerateArray().Sum(count => count.GetInt64()).ShouldBe(20);
        blue.GetProperty("shops").EnumerateArray().Select(shop => string.Join(' ', shop.GetProperty("modules").EnumerateArray())).ShouldBe(["storefront payments", "api"]);
    }

    [Fact]
    public async Task When_the_shop_of_a_module_dies_its_requests_are_told_so_and_the_other_modules_go_on()
    {
        await HasGateway();
        await _programs.GoesAway();
        using var order = await _client.PostAsync("/api/v1/orders", new StringContent("an order"), Ct);
        order.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        order.Headers.RetryAfter.ShouldNotBeNull();
        order.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await order.Content.ReadAsStringAsync(Ct)).ShouldContain("The shop cannot be reached at the moment. Nothing was done; please try again in a minute.");
        (await _client.GetStringAsync("/", Ct)).ShouldBe("pages");
        _pages.Received.ShouldAllBe(request => !request.Contains("/api/"));
        await Wait.Until("its health", async () => (await Ready()).Contains("no shop of blue for api is ready", StringComparison.Ordinal));

        await _programs.ComesBack();
        await Wait.Until("its return", async () =>
        {
            using var answer = await _client.GetAsync("/api/v1/orders", Ct);
            return answer.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task A_module_that_moves_to_another_shop_under_load_loses_nothing()
    {
        await HasGateway();
        await using var crowd = new Crowd(Gateway.Address, people: 6, LooksAndCalls);
        await crowd.GoesOnFor(60);
        await Gateway.Shift(Blue(Of(_pages, "storefront", "payments", "api"), Of(_programs, "api")));    // both
        await crowd.GoesOnFor(60);
        await Wait.Until("calls at the other", () => Calls(_pages) > 0);
        await Gateway.Shift(Blue(Of(_pages, "payments", "api"), Of(_programs, "storefront")));    // changed over
        await crowd.GoesOnFor(20);
        var (callsBefore, looksBefore) = (Calls(_programs), Looks(_pages));
        await crowd.GoesOnFor(60);
        (Calls(_programs), Looks(_pages)).ShouldBe((callsBefore, looksBefore));
        await Gateway.Shift(Blue(new ReleaseShop(_pages.Address)));    // one for all
        await crowd.GoesOnFor(60);
        await crowd.Ends();
        crowd.Failures.ShouldBeEmpty();
        Looks(_programs).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_module_may_have_less_time_and_fewer_requests_at_once_than_the_others()
    {
        await HasGateway(("Gateway__Routes__STOREFRONT__AnswerSeconds", "3"), ("Gateway__Routes__storefront__RequestsPerShop", "1"));
        var slow = _client.GetAsync("/slow", Ct);
        await Wait.Until("it to be there", () => _pages.Received.Contains("GET /slow"));
        using var refused = await _client.GetAsync("/", Ct);
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldBe("The shop has as much to do as it can. Nothing was done; please try again in a minute.");
        using var webhook = await _client.PostAsync("/webhooks/payments/stripe", new StringContent("{}"), Ct);
        webhook.StatusCode.ShouldBe(HttpStatusCode.NotFound, "the same shop takes another module's");

        using var late = await slow;    // 60 seconds would hold for all
        late.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        (await _client.GetStringAsync("/", Ct)).ShouldBe("pages");
    }

    [Fact]
    public async Task What_the_settings_say_of_no_module_is_a_sentence()
    {
        await HasGateway();
        await using var process = ServerProcess.Start(
            new Dictionary<string, string> { ["Gateway__Routes__catalog__AnswerSeconds"] = "5", ["Gateway__Routes__api__AnswerSeconds"] = "0" }, "gateway");
        (await process.EndAsync()).ShouldBe(2);
        await Wait.Until("its words", () => process.Output.Contains("The configuration is not right:", StringComparison.Ordinal));
        process.Output.ShouldContain("Gateway:Routes has “catalog”, which answers no requests; it takes storefront, api, payments.");
        process.Output.ShouldContain("Gateway:Routes:api:AnswerSeconds is “0”; it must be a number from 1 to 3600.");
    }

    [Fact]
    public async Task A_file_that_leaves_a_module_without_a_shop_is_refused_with_its_line()
    {
        await HasGateway();
        var text = await File.ReadAllTextAsync(Gateway.File.Path, Ct);
        await File.WriteAllTextAsync(Gateway.File.Path, text.Replace("\"revision\": 1", "\"revision\": 2", StringComparison.Ordinal).Replace("\"api\"", "\"ordering\",\n\"payments\"", StringComparison.Ordinal), Ct);
        await Wait.Until("the refusal", async () => (await Gateway.Status()).GetProperty("file").GetProperty("refused") is { ValueKind: JsonValueKind.Object } refused
            && $"{refused.GetProperty("line")} {refused.GetProperty("reason")}" == "4 blue has the weight 100 and no shop for the requests of api; give api to one of its shops, or the colour the weight 0.");
        (await _client.GetStringAsync("/api/v1/orders", Ct)).ShouldBe("programs has ");
    }

    private static Task<HttpResponseMessage> LooksAndCalls(HttpClient client, int turn) => (turn % 3) switch
    {
        0 => client.GetAsync(new Uri("/", UriKind.Relative)),
        1 => client.PostAsync(new Uri("/api/v1/orders", UriKind.Relative), new StringContent("an order")),
        _ => client.GetAsync(new Uri("/api/v1/orders", UriKind.Relative)),
    };

    private static int Calls(StubShop shop) => shop.Received.Count(request => request.EndsWith("/api/v1/orders", StringComparison.Ordinal));

    private static int Looks(StubShop shop) => shop.Received.Count(request => request == "GET /");

    private static ReleaseColour Blue(params ReleaseShop[] shops) => new("blue", 100, "0.1.0", shops);

    private static ReleaseShop Of(StubShop shop, params string[] modules) => new(shop.Address, modules);

    private static IEnumerable<string> Counts(JsonElement colour, string count) =>
        colour.GetProperty("modules").EnumerateObject().Select(module => $"{module.Name} {module.Value.GetProperty(count)}");

    private async Task HasGateway(params (string Name, string Value)[] settings)
    {
        _gateway = await RunningGateway.StartAsync([Blue(Of(_pages, "storefront", "payments"), Of(_programs, "api"))], settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _gateway.Address };
    }

    private async Task<string> Ready()
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        return await client.GetStringAsync(new Uri(Gateway.Management, "/health/ready"), Ct);
    }
}

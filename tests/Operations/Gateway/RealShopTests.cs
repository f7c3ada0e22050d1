using System.Net;
using GigGatek.Platform.Releases;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>The gateway in front of real shops on the same data: people look and fill their carts while colours change and shops end.</summary>
public sealed class RealShopTests(FurnishedData data) : IClassFixture<FurnishedData>
{
    private readonly Uri _blue = new($"http://127.0.0.1:{FreePorts.Next()}");
    private readonly Uri _green = new($"http://127.0.0.1:{FreePorts.Next()}");

    [Fact]
    public async Task Nobody_notices_that_the_colour_changes_and_that_the_old_one_is_stopped()
    {
        await using var blue = await data.StartShopAsync(_blue);
        await using var gateway = await RunningGateway.StartAsync([RunningGateway.Colour("blue", 100, _blue)]);
        await using var crowd = new Crowd(gateway.Address, people: 4, LooksAndFillsHisCart);
        await crowd.GoesOnFor(60);

        await using var green = await data.StartShopAsync(_green);
        foreach (var weight in new[] { 1, 10, 50, 100 })
        {
            await gateway.Shift(RunningGateway.Colour("blue", 100 - weight, _blue), RunningGateway.Colour("green", weight, _green));
            await crowd.GoesOnFor(30);
        }

        await Wait.Until("blue to be drained", async () => (await gateway.Status("blue")).GetProperty("counts").GetProperty("inFlight").GetInt32() == 0);
        await blue.SignalAsync("TERM");
        (await blue.EndAsync()).ShouldBe(0, blue.Output);
        await crowd.GoesOnFor(60);

        await crowd.Ends();
        crowd.Failures.ShouldBeEmpty($"of {crowd.Answers}");
        var green100 = (await gateway.Status("green")).GetProperty("counts");
        green100.GetProperty("requests").GetInt64().ShouldBeGreaterThan(100);
        green100.GetProperty("serverErrors").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task A_shop_of_two_that_is_told_to_stop_loses_no_request_and_one_that_is_killed_loses_no_page_that_had_not_begun()
    {
        var (first, second) = (await data.StartShopAsync(_blue), await data.StartShopAsync(_green));
        await using var gateway = await RunningGateway.StartAsync([RunningGateway.Colour("blue", 100, _blue, _green)]);
        try
        {
            await using (var crowd = new Crowd(gateway.Address, people: 4, LooksAndFillsHisCart))
            {
                await crowd.GoesOnFor(60);
                await first.SignalAsync("TERM");
                (await first.EndAsync()).ShouldBe(0, first.Output);
                await crowd.GoesOnFor(60);
                await crowd.Ends();
                crowd.Failures.ShouldBeEmpty($"of {crowd.Answers}");
            }

            await first.DisposeAsync();
            first = await data.StartShopAsync(_blue);
            await Wait.Until("its return", async () => (await gateway.Status("blue")).GetProperty("shops").EnumerateArray().All(shop => shop.GetProperty("health").GetString() == "Healthy"));
            await using (var crowd = new Crowd(gateway.Address, people: 4, (client, turn) => client.GetAsync($"/search?q=part&turn={turn}", HttpCompletionOption.ResponseHeadersRead)))
            {
                await crowd.GoesOnFor(60);
                await second.SignalAsync("KILL");
                await second.EndAsync();
                await crowd.GoesOnFor(60);
                await second.DisposeAsync();
                second = await data.StartShopAsync(_green);
                await Wait.Until("its return", async () => (await gateway.Status("blue")).GetProperty("shops").EnumerateArray().All(shop => shop.GetProperty("health").GetString() == "Healthy"));
                await crowd.GoesOnFor(60);
                await crowd.Ends();
                crowd.Failures.ShouldBeEmpty($"of {crowd.Answers}");
                crowd.CutOff.Count.ShouldBeLessThanOrEqualTo(4, "each of them had one at most under way when the shop was killed");
            }
        }
        finally
        {
            await first.DisposeAsync();
            await second.DisposeAsync();
        }
    }

    [Fact]
    public async Task Shops_that_run_a_part_of_the_modules_each_are_one_shop_together()
    {
        await using var pages = await data.StartShopAsync(_blue, "catalog,ordering,payments,accounts,notifications,storefront", []);
        await using var programs = await data.StartShopAsync(_green, "catalog,ordering,payments,accounts,notifications,api", []);
        var blue = new ReleaseColour("blue", 100, "0.1.0", [new ReleaseShop(_blue, ["storefront", "payments"]), new ReleaseShop(_green, ["api"])]);
        await using var gateway = await RunningGateway.StartAsync([blue]);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = gateway.Address };
        foreach (var (path, status) in new[]
        {
            ("/", HttpStatusCode.OK), ("/api", HttpStatusCode.OK), ("/cart", HttpStatusCode.OK), ("/api/v1/products", HttpStatusCode.OK), ("/api/v1/orders", HttpStatusCode.Unauthorized),
            ("/.well-known/jwks.json", HttpStatusCode.OK), ("/api/v1/nothing", HttpStatusCode.NotFound), ("/webhooks/payments/test", HttpStatusCode.MethodNotAllowed),
        })
        {
            using var answer = await client.GetAsync(path);
            answer.StatusCode.ShouldBe(status, path);
        }

        var modules = (await gateway.Status("blue")).GetProperty("modules");
        modules.EnumerateObject().Select(module => $"{module.Name} {module.Value.GetProperty("requests")}").ShouldBe(["storefront 3", "api 4", "payments 1"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_visitor_is_who_a_trusted_proxy_says_he_is_and_nobody_elses_word_counts(bool isTrusted)
    {
        await using var shop = await data.StartShopAsync(_blue, ("Shop__TrustedProxies__0", "127.0.0.0/8"), ("Accounts__MailsPerClient", "1"));
        await using var gateway = await RunningGateway.StartAsync(
            [RunningGateway.Colour("blue", 100, _blue)], isTrusted ? new Dictionary<string, string> { ["Gateway__TrustedProxies__0"] = "127.0.0.1" } : null);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = gateway.Address };
        (await AsksForReset(client, "203.0.113.1")).ShouldBe(HttpStatusCode.SeeOther);
        (await AsksForReset(client, "203.0.113.2")).ShouldBe(isTrusted ? HttpStatusCode.SeeOther : HttpStatusCode.TooManyRequests, "another client");
        (await AsksForReset(client, "203.0.113.1")).ShouldBe(HttpStatusCode.TooManyRequests, "one client may do it once");
    }

    private static async Task<HttpStatusCode> AsksForReset(HttpClient client, string visitor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/forgot") { Content = new FormUrlEncodedContent([new("email", $"nobody{visitor}@example.com")]) };
        request.Headers.Add("X-Forwarded-For", visitor);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> LooksAndFillsHisCart(HttpClient client, int turn) => (turn % 4) switch
    {
        0 => client.GetAsync("/"),
        1 => client.PostAsync("/cart/add", new FormUrlEncodedContent([new("sku", FurnishedData.Sku), new("quantity", "1")])),
        2 => client.GetAsync("/cart"),
        _ => client.GetAsync($"/search?q=part&turn={turn}"),
    };
}

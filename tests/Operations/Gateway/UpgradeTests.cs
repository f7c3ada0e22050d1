using System.Globalization;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>A gateway is followed by another on the same port. A few times here; more with GIGGATEK_GATEWAY_UPGRADES.</summary>
public sealed class UpgradeTests
{
    private readonly int _upgrades = int.Parse(Environment.GetEnvironmentVariable("GIGGATEK_GATEWAY_UPGRADES") ?? "4", CultureInfo.InvariantCulture);

    [Fact]
    public async Task No_request_fails_while_gateways_follow_each_other()
    {
        await using var shop = await StubShop.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync(
            [RunningGateway.Colour("blue", 100, shop.Address)], new Dictionary<string, string> { ["Shutdown__KeepServingSeconds"] = "1" });
        await using var crowd = new Crowd(gateway.Address, people: 8, Crowd.LooksAndSends);
        await crowd.GoesOnFor(50);
        for (var i = 0; i < _upgrades; i++)
        {
            var old = await gateway.TakeOverAsync();
            await old.SignalAsync("TERM");
            (await old.EndAsync()).ShouldBe(0, old.Output);
            await crowd.GoesOnFor(20);
        }

        await crowd.Ends();
        crowd.Failures.ShouldBeEmpty($"of {crowd.Answers}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{crowd.Answers} requests, {_upgrades} upgrades");
        (await gateway.Status("blue")).GetProperty("counts").GetProperty("requests").GetInt64().ShouldBeGreaterThan(0);
    }

    /// <summary>A release that was cut off tells by it whether the gateway that answers is the one that it had started.</summary>
    [Fact]
    public async Task It_runs_since_a_time_that_the_clock_has_shown()
    {
        await using var shop = await StubShop.StartAsync("blue");
        var before = TimeProvider.System.GetUtcNow();
        await using var gateway = await RunningGateway.StartAsync([RunningGateway.Colour("blue", 100, shop.Address)]);
        (await gateway.Status()).GetProperty("started").GetDateTimeOffset().ShouldBeInRange(before, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task The_new_one_gets_every_new_connection_before_the_old_one_is_told_anything()
    {
        await using var shop = await StubShop.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync([RunningGateway.Colour("blue", 100, shop.Address)]);
        using var kept = new HttpClient(new SocketsHttpHandler()) { BaseAddress = gateway.Management };
        var oldId = (await Status(kept)).GetProperty("process").GetInt32();
        await gateway.TakeOverAsync();
        for (var i = 0; i < 40; i++)
        {
            using var fresh = new HttpClient(new SocketsHttpHandler()) { BaseAddress = gateway.Address };
            (await fresh.GetStringAsync("/")).ShouldBe("blue");
        }

        (await gateway.Status("blue")).GetProperty("counts").GetProperty("requests").GetInt64().ShouldBe(40);
        var old = await Status(kept);
        old.GetProperty("process").GetInt32().ShouldBe(oldId, "a connection that was there stays with the old one");
        old.GetProperty("colours").GetProperty("blue").GetProperty("counts").GetProperty("requests").GetInt64().ShouldBe(0);
    }

    private static Task<System.Text.Json.JsonElement> Status(HttpClient client) =>
        System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<System.Text.Json.JsonElement>(client, "/status");
}

using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GigGatek.Tests.Operations.Redis;

/// <summary>Two processes of the shop, asked directly and through a gateway that counts in the same Redis, while that dies, comes back empty, hangs, and goes on.</summary>
public sealed partial class OutageTests
{
    private const int Visitors = 4;

    /// <summary>So long that a wait for each request would end the test instead of the rounds.</summary>
    private const int Patience = 3000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_notices_that_Redis_dies_or_hangs_and_it_is_used_again_afterwards()
    {
        await using var redis = await RedisServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("giggatek-redis-").FullName;
        try
        {
            var environment = new Dictionary<string, string>
            {
                ["Redis__Connection"] = redis.Connection, ["Redis__PatienceMilliseconds"] = $"{Patience}", ["Shop__PublicUrl"] = "http://shop.example",
                ["Payments__Provider"] = "test", ["Shop__Development"] = "true", ["COLUMNS"] = "400",
            };
            await Furnish(folder, environment);
            await using var first = await ShopProcess.StartAsync(folder, environment);
            await using var second = await ShopProcess.StartAsync(folder, environment);

            await using var gateway = await RunningGateway.StartAsync([RunningGateway.Colour("blue", 100, first.Address, second.Address)], Counting(redis));

            var entrance = new UriBuilder(gateway.Address) { Host = first.Address.Host }.Uri;    // a browser's cookies are a host's
            await UnderLoad([first.Address, entrance, second.Address], async visitors =>
            {
                await BackAgain(gateway, first, second);
                await GoRound(visitors);
                (await redis.KeysAsync("*page:*")).ShouldNotBeEmpty();
                await redis.KillAsync();
                await Degraded(gateway, first, second);
                await GoRound(visitors);
                await redis.RunAsync();
                await BackAgain(gateway, first, second);
                await GoRound(visitors);
                (await redis.KeysAsync("*page:*")).ShouldNotBeEmpty("it came back empty and is used again");

                await redis.PauseAsync();
                await Degraded(gateway, first, second);
                await GoRound(visitors);
                await redis.GoOnAsync();
                await BackAgain(gateway, first, second);
                await GoRound(visitors);
            });

            var counts = (await gateway.Status("blue")).GetProperty("counts");
            counts.GetProperty("requests").GetInt64().ShouldBeGreaterThan(Visitors * 5 * 5);
            counts.GetProperty("serverErrors").GetInt64().ShouldBe(0);
            counts.GetProperty("broken").GetInt64().ShouldBe(0);
            foreach (var shop in new[] { first, second })
            {
                Lost().Count(shop.Output).ShouldBe(2, "one line for each outage\n" + shop.Output);
                Used().Count(shop.Output).ShouldBe(3, "one line for each return\n" + shop.Output);
                shop.Output.ShouldNotContain(RedisServer.Password);
                shop.Output.ShouldNotContain("fail: ");
            }

            await BuiltProgram.RunAsync(environment, "verify", "--data", folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Furnish(string folder, Dictionary<string, string> environment)
    {
        var file = Path.Combine(folder, "parts.jsonl");
        var part = new { name = "Part of the tests", category = "widget", price = 200, variants = new[] { new { grade = "Good", price = 100, stock = 1000, sku = "PART-1" } } };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(part), Ct);
        await BuiltProgram.RunAsync(environment, "keys", "create", "--master", "--data", folder);
        await BuiltProgram.RunAsync(environment, "migrate", "--data", folder);
        await BuiltProgram.RunAsync(environment, "import", file, "--data", folder);
    }

    private static async Task UnderLoad(Uri[] doors, Func<IReadOnlyList<Visitor>, Task> during)
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        var links = await client.GetStringAsync(new Uri(doors[0], "/search?q=part"), Ct);
        var page = Link().Match(links).Groups[1].Value;
        var sku = Sku().Match(await client.GetStringAsync(new Uri(doors[0], page), Ct)).Groups[1].Value;
        List<Visitor> visitors = [.. Enumerable.Range(0, Visitors).Select(number => new Visitor(doors, page, sku, number))];
        using var enough = new CancellationTokenSource();
        var load = visitors.Select(visitor => visitor.GoesRoundUntil(enough.Token)).ToList();
        try
        {
            await during(visitors);
        }
        finally
        {
            await enough.CancelAsync();
            await Task.WhenAll(load);
        }

        visitors.SelectMany(visitor => visitor.Faults).ShouldBeEmpty();
    }

    /// <summary>As in production, with limits that nobody here comes to.</summary>
    private static Dictionary<string, string> Counting(RedisServer redis) => new()
    {
        ["Redis__Connection"] = redis.Connection, ["Redis__PatienceMilliseconds"] = $"{Patience}",
        ["RateLimits__Enabled"] = "true", ["RateLimits__Edge__PerMinute"] = "100000", ["RateLimits__Edge__Burst"] = "100000",
    };

    private static Task BackAgain(RunningGateway gateway, params ShopProcess[] shops) =>
        Task.WhenAll([Counts(gateway, "Healthy"), .. shops.Select(shop => shop.UntilAsync("Healthy"))]);

    private static Task Counts(RunningGateway gateway, string how) => Wait.Until($"the gateway to be {how}", async () =>
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        var health = await client.GetFromJsonAsync<JsonElement>(new Uri(gateway.Management, "/health/ready"), Ct);
        return health.GetProperty("checks").GetProperty("rate-limits").GetProperty("status").GetString() == how;
    });

    private static async Task Degraded(RunningGateway gateway, params ShopProcess[] shops)
    {
        await Counts(gateway, "Degraded");
        foreach (var shop in shops)
        {
            var health = await shop.UntilAsync("Degraded");
            health.GetProperty("checks").GetProperty("redis").GetProperty("detail").GetString().ShouldNotBeNull().ShouldStartWith("Redis is not used");
            health.GetProperty("checks").GetProperty("database").GetProperty("status").GetString().ShouldBe("Healthy");
        }
    }

    /// <summary>Each visitor does everything five times more, which is some forty requests: at a wait each that would be two minutes.</summary>
    private static async Task GoRound(IReadOnlyList<Visitor> visitors)
    {
        var from = visitors.Select(visitor => visitor.Rounds).ToList();
        var deadline = Environment.TickCount64 + 60_000;
        while (visitors.Where((visitor, index) => visitor.Rounds < from[index] + 5).Any())
        {
            (Environment.TickCount64 < deadline).ShouldBeTrue("the visitors do not get on");
            await Task.Delay(50, Ct);
        }
    }

    [GeneratedRegex("href=\"(/p/[^\"?]+)")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"sku\" value=\"([^\"]+)\"")]
    private static partial Regex Sku();

    [GeneratedRegex("Redis is not used")]
    private static partial Regex Lost();

    [GeneratedRegex("Redis is used")]
    private static partial Regex Used();
}

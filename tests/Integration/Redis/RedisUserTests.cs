using GigGatek.Platform.Redis;
using GigGatek.Tests.Integration.Ordering;
using StackExchange.Redis;

namespace GigGatek.Tests.Integration.Redis;

/// <summary>The user that docs/operations/redis.md gives the shop, who is the one of all tests with Redis: enough for the shop, and nothing else.</summary>
[Collection(nameof(TwoNodes)), Trait("Engine", "sqlite")]
[Trait("Database", "any")]
public sealed class RedisUserTests(TwoNodes shop)
{
    [Fact]
    public async Task The_page_names_the_user_that_the_tests_have()
    {
        var lines = await File.ReadAllLinesAsync(Checkout.File("docs", "operations", "redis.md"), TestContext.Current.CancellationToken);
        lines.Select(line => line.Trim()).ShouldContain(RedisUser.WriteRule("giggatek", "PASSWORD"));
    }

    [Theory]
    [InlineData("CONFIG", "GET", "*")]
    [InlineData("CONFIG", "SET", "dir", "/etc")]
    [InlineData("ACL", "LIST")]
    [InlineData("KEYS", "*")]
    [InlineData("FLUSHALL")]
    [InlineData("SAVE")]
    [InlineData("SHUTDOWN", "NOSAVE")]
    [InlineData("REPLICAOF", "192.0.2.1", "6379")]
    [InlineData("MODULE", "LIST")]
    [InlineData("CLIENT", "LIST")]
    [InlineData("GET", "{another-shop}:value:accounts")]
    [InlineData("SET", "{another-shop}:value:accounts", "mine")]
    [InlineData("EVAL", "return redis.call('GET', KEYS[1])", "1", "{another-shop}:value:accounts")]
    [InlineData("PUBLISH", "{another-shop}:changes", "all of it is stale")]
    public async Task He_reaches_neither_the_server_nor_another_shop(string command, params string[] arguments)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(shop.Redis.Connection + ",allowAdmin=true");
        var refused = await Should.ThrowAsync<RedisException>(() => connection.GetDatabase().ExecuteAsync(command, [.. arguments.Cast<object>()]));
        refused.Message.ShouldContain("NOPERM");
    }

    [Fact]
    public async Task Nothing_that_shops_ask_is_refused_to_them()
    {
        await shop.Redis.AskAsync(db => db.ExecuteAsync("ACL", "LOG", "RESET"));
        await shop.Redis.KillAsync();
        await shop.UntilLost();
        await shop.Redis.RunAsync();
        await shop.UntilUsed();
        var (path, sku) = await shop.HasPage();
        await shop.UntilBothKeep(path);
        await shop.RendersIntoRedis(path + "?grade=good");
        await shop.First.Costs(sku, 122_00);
        var refused = (RedisResult[])(await shop.Redis.AskAsync(db => db.ExecuteAsync("ACL", "LOG")))!;
        refused.Select(entry => string.Join(' ', ((RedisResult[])entry!).Select(part => part.ToString()))).ShouldBeEmpty();
    }
}

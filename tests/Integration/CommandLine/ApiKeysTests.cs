using System.Text.Json;
using GigGatek.Contracts.Accounts;
using GigGatek.Tests.Integration.Accounts;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary><c>giggatek apikeys</c> beside a running shop, as docs/operations/api-keys.md tells it.</summary>
[Trait("Database", "any")]
public sealed class ApiKeysTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_key_is_made_listed_rotated_and_revoked_beside_the_shop()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");

        var made = await Runs("create", "--account", "Ann@example.com", "--name", "Night sync", "--scope", "shop");
        made.ShouldSucceed();
        made.Error.ShouldContain("kept nowhere");
        var key = made.Output.Trim();
        (await Calls(key)).ShouldNotBeNull().UserId.ShouldBe(ann);
        var only = (await List()).ShouldHaveSingleItem();
        only.GetProperty("key").GetString().ShouldBe(key[..15]);
        only.GetProperty("state").GetString().ShouldBe("open");
        (only.GetProperty("expiresAt").GetDateTimeOffset() - only.GetProperty("createdAt").GetDateTimeOffset()).TotalDays.ShouldBe(365, 0.01);
        var listed = await Runs("list");
        listed.Output.ShouldContain("ann@example.com, “Night sync”: shop");
        listed.Output.ShouldNotContain(key[16..]);

        var rotated = await Runs("rotate", key[..15], "--overlap", "2", "--no-end");
        rotated.ShouldSucceed();
        var next = rotated.Output.Trim();
        (await Calls(next)).ShouldNotBeNull();
        (await List()).Select(row => (row.GetProperty("key").GetString(), row.GetProperty("state").GetString())).ShouldBe([(next[..15], "open"), (key[..15], "replaced")]);

        (await Runs("revoke", next[..15])).Output.ShouldContain("refuses it within a minute");
        (await List())[0].GetProperty("state").GetString().ShouldBe("revoked");
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_with_one_sentence()
    {
        await _shop.HasCustomer("ann@example.com");

        (await Runs("create", "--account", "nobody@example.com", "--name", "x", "--scope", "shop")).ShouldRefuse("There is no account with the mail address nobody@example.com.");
        (await Runs("create", "--account", "ann@example.com", "--name", "x", "--scope", "orders.ship")).ShouldRefuse("This account has no role that allows orders.ship");
        (await Runs("revoke", "gg_222222222222")).ShouldRefuse("There is no key that begins so.");
        (await Runs("create", "--account", "ann@example.com", "--name", "x", "--scope", "shop", "--days", "0")).ExitCode.ShouldNotBe(0);
        (await List()).ShouldBeEmpty();
    }

    private async Task<Ended> Runs(params string[] arguments)
    {
        using var process = Workplace.Start(["apikeys", .. arguments, "--data", _shop.Folder]);
        return await Workplace.End(process);
    }

    private async Task<List<JsonElement>> List()
    {
        var listed = await Runs("list", "--json");
        listed.ShouldSucceed();
        return [.. JsonDocument.Parse(listed.Output).RootElement.EnumerateArray()];
    }

    private Task<ApiCaller?> Calls(string key) => _shop.Get<IApiKeys>().FindCallerAsync(key, Ct);
}

using GigGatek.Contracts.Accounts;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Api;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary><c>giggatek token-keys</c> beside a running shop, as docs/operations/sessions.md tells it.</summary>
[Trait("Database", "any")]
public sealed class TokenKeysTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Keys_are_listed_rotated_and_withdrawn_beside_the_shop_without_a_restart()
    {
        await _shop.HasCustomer("ann@example.com");
        var access = (await _shop.HasSession("ann@example.com")).AccessToken;
        (await Runs("list")).ShouldHaveSingleItem().ShouldEndWith(", now");

        (await Runs("rotate")).ShouldHaveSingleItem().ShouldContain("stays good until it ends");
        var two = await Runs("list");
        two.Count.ShouldBe(2);
        two[1].ShouldEndWith(", now");
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _shop.Get<IApiSessions>().FindCallerAsync(access, Ct)).ShouldNotBeNull();

        (await Runs("rotate", "--withdraw")).ShouldHaveSingleItem().ShouldContain("refused within a minute");
        (await Runs("list")).ShouldHaveSingleItem();
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _shop.Get<IApiSessions>().FindCallerAsync(access, Ct)).ShouldBeNull();
    }

    private async Task<IReadOnlyList<string>> Runs(params string[] arguments)
    {
        using var process = Workplace.Start(["token-keys", .. arguments, "--data", _shop.Folder]);
        var ended = await Workplace.End(process);
        ended.ShouldSucceed();
        return ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}

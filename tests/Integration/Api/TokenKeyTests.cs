using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Web;
using GigGatek.Tests.Integration.Accounts;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace GigGatek.Tests.Integration.Api;

/// <summary>Keys that sign access tokens change while the shop runs.</summary>
[Trait("Database", "any")]
[DirectOnly("its clock runs ahead of the gateway's, to which such tokens are not good yet; the gateway follows keys in Operations/Gateway/CallerCheckTests")]
public sealed class TokenKeyTests : IAsyncLifetime
{
    private const string Email = "ada@example.com";

    private readonly HurriedShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        await _shop.HasCustomer(Email);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_key_that_another_process_makes_signs_here_within_a_minute_and_what_the_old_one_signed_stays_good()
    {
        await using var operators = NewBeside();
        await operators.InitializeAsync();
        var old = (await _shop.HasSession(Email)).AccessToken;

        var made = await operators.Get<ITokenKeysAdmin>().RotateAsync(Actor.System, withdrawOthers: false, Ct);

        _shop.Clock.Advance(TimeSpan.FromSeconds(6));
        (await StatusOf(_shop, (await operators.HasSession(Email)).AccessToken)).ShouldBe(HttpStatusCode.OK, "a key that is not known here is looked up");
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        operators.Clock.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(6));    // no clock of a shop's processes is far from another's
        var now = (await _shop.HasSession(Email)).AccessToken;
        KeyOf(now).ShouldBe(made.Id);
        KeyOf(old).ShouldNotBe(made.Id);
        foreach (var shop in new[] { _shop, operators })
        {
            (await StatusOf(shop, now)).ShouldBe(HttpStatusCode.OK);
            (await StatusOf(shop, old)).ShouldBe(HttpStatusCode.OK);
        }

        (await PublicKeys()).ShouldBe([KeyOf(old), made.Id]);
        (await _shop.Get<ITokenKeysAdmin>().ListAsync(Ct)).Select(key => (key.Id, key.IsSigning)).ShouldBe([(KeyOf(old), false), (made.Id, true)]);
    }

    [Fact]
    public async Task A_key_that_became_known_is_withdrawn_and_its_tokens_are_refused_within_a_minute()
    {
        await using var operators = NewBeside();
        await operators.InitializeAsync();
        var session = await _shop.HasSession(Email);

        var made = await operators.Get<ITokenKeysAdmin>().RotateAsync(new Actor(7, "operator"), withdrawOthers: true, Ct);

        (await StatusOf(operators, session.AccessToken)).ShouldBe(HttpStatusCode.Unauthorized, "where it was withdrawn, at once");
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        (await StatusOf(_shop, session.AccessToken)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PublicKeys()).ShouldBe([made.Id]);
        using var caller = _shop.NewCaller(session.RefreshToken);
        using var refreshed = await caller.PostAsync("/api/v1/sessions/refreshes", null, Ct);
        refreshed.StatusCode.ShouldBe(HttpStatusCode.OK, "the session goes on with another token");
        (await StatusOf(_shop, (await refreshed.Content.ReadFromJsonAsync<JsonNode>(Ct))!["accessToken"]!.GetValue<string>())).ShouldBe(HttpStatusCode.OK);
        await TestShop.Until(async () => (await _shop.Get<IAccountsAdmin>().ListAuditAsync("token key " + made.Id, null, Ct)).Items is [{ Action: "token-key.rotate", Details: "1 withdrawn" }], "the trail to say so");
    }

    [Fact]
    public async Task After_a_month_the_next_one_is_shown_before_it_signs_and_the_old_one_goes_when_its_tokens_have_ended()
    {
        var first = KeyOf((await _shop.HasSession(Email)).AccessToken);
        _shop.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(55));
        await TestShop.Until(async () => (await _shop.Get<ITokenKeysAdmin>().ListAsync(Ct)).Count == 2, "the next one to be made");
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        (await PublicKeys()).Count.ShouldBe(2);
        KeyOf((await _shop.HasSession(Email)).AccessToken).ShouldBe(first, "it is shown before it signs");

        _shop.Clock.Advance(TimeSpan.FromHours(1));
        var second = (await _shop.HasSession(Email)).AccessToken;
        KeyOf(second).ShouldNotBe(first);
        await TestShop.Until(
            async () =>
            {
                _shop.Clock.Advance(TimeSpan.FromMinutes(10));
                return (await _shop.Get<ITokenKeysAdmin>().ListAsync(Ct)).Select(key => key.Id).SequenceEqual([KeyOf(second)]);
            },
            "the first to be forgotten");
    }

    [Fact]
    public async Task Of_processes_that_start_at_once_one_makes_the_key()
    {
        _shop.Database.Execute("DELETE FROM accounts_token_keys");
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        var shops = Enumerable.Range(0, 3).Select(_ => NewBeside()).ToList();
        await Task.WhenAll(shops.Select(shop => shop.InitializeAsync().AsTask()));
        var tokens = await Task.WhenAll(shops.Append(_shop).Select(shop => shop.HasSession(Email)));
        tokens.Select(token => KeyOf(token.AccessToken)).Distinct().ShouldHaveSingleItem();
        foreach (var shop in shops)
        {
            await shop.DisposeAsync();
        }
    }

    /// <summary>Another process of the same shop, behind the same address.</summary>
    private TestShop NewBeside() => new() { Beside = _shop, Settings = { ["Shop:PublicUrl"] = _shop.Get<IOptions<ShopOptions>>().Value.PublicUrl } };

    private async Task<IReadOnlyList<string>> PublicKeys()
    {
        using var caller = _shop.NewBrowser();
        var set = (await caller.GetFromJsonAsync<JsonNode>("/.well-known/jwks.json", Ct))!;
        return [.. set["keys"]!.AsArray().Select(key => key!["kid"]!.GetValue<string>())];
    }

    private static async Task<HttpStatusCode> StatusOf(TestShop shop, string token)
    {
        using var caller = shop.NewCaller(token);
        using var answer = await caller.GetAsync("/api/v1/account", Ct);
        return answer.StatusCode;
    }

    private static string KeyOf(string token) => new JsonWebToken(token).Kid;
}

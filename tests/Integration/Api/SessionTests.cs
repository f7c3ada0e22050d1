using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using GigGatek.Platform.Web;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Payments;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GigGatek.Tests.Integration.Api;

/// <summary>People sign programs in: tokens that end, refresh tokens that work once, sessions that are seen and ended.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private const string Email = "ada@example.com";

    private readonly TestShop _shop = new();
    private long _ada;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        (_ada, _) = await _shop.HasCustomer(Email);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_program_asks_with_its_token_which_anybody_can_check_with_the_public_key()
    {
        using var begun = await Sends("/api/v1/sessions", new { email = Email, password = People.Password, name = "Price watcher" });
        begun.StatusCode.ShouldBe(HttpStatusCode.Created);
        begun.Headers.CacheControl!.NoStore.ShouldBeTrue();
        begun.Headers.ETag.ShouldBeNull();
        var tokens = await Read(begun);
        tokens["expiresIn"]!.GetValue<int>().ShouldBe(900);
        tokens["refreshToken"]!.GetValue<string>().ShouldMatch("^ggr_[a-z2-9]{12}_[A-Za-z0-9_-]{43}$");
        tokens["session"]!["scopes"]!.AsArray().Select(scope => scope!.GetValue<string>()).ShouldBe([ApiScopes.Shop]);

        var access = tokens["accessToken"]!.GetValue<string>();
        (await StatusOf("/api/v1/account", access)).ShouldBe(HttpStatusCode.OK);
        var address = _shop.Get<IOptions<ShopOptions>>().Value.PublicUrl;
        var read = await new JsonWebTokenHandler().ValidateTokenAsync(access, new TokenValidationParameters
        {
            ValidIssuer = address,
            ValidAudience = address + "/api/v1",
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = ["ES256"],
            IssuerSigningKeys = await PublicKeys(),
            LifetimeValidator = (_, _, _, _) => true,    // the shop's clock is not this machine's
        });
        read.IsValid.ShouldBeTrue(read.Exception?.Message);
        var claims = ((JsonWebToken)read.SecurityToken).Claims.ToDictionary(claim => claim.Type, claim => claim.Value);
        claims.Keys.ShouldBe(["aud", "exp", "iat", "iss", "jti", "nbf", "scope", "sid", "sub"], ignoreOrder: true, "and nothing of the person");
        claims["sub"].ShouldBe($"{_ada}");
        (long.Parse(claims["exp"], null) - long.Parse(claims["iat"], null)).ShouldBe(900);
    }

    [Theory]
    [InlineData(Email, "wrong battery staple", 401, "wrong_credentials")]
    [InlineData("nobody@example.com", People.Password, 401, "wrong_credentials")]
    public async Task A_wrong_password_and_an_unknown_address_read_the_same(string email, string password, int status, string code)
    {
        using var refused = await Sends("/api/v1/sessions", new { email, password, name = "x" });
        ((int)refused.StatusCode).ShouldBe(status);
        (await Read(refused))["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task Passwords_tried_here_count_with_those_that_are_tried_in_the_shop()
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await Sends("/api/v1/sessions", new { email = Email, password = "wrong battery staple", name = "x" });
            wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var locked = await Sends("/api/v1/sessions", new { email = Email, password = People.Password, name = "x" });
        locked.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var browser = _shop.NewBrowser();
        using var page = await browser.SendSignIn(Email);
        page.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [DirectOnly("its clock runs ahead of the gateway's, to which the token is not good yet")]
    [Fact]
    public async Task An_account_with_a_second_factor_is_asked_for_a_code_that_counts_once()
    {
        using var browser = _shop.NewBrowser();
        using var signedIn = await browser.SendSignIn(Email);
        var phone = await _shop.TurnsOnSecondFactor(browser);
        await ShouldRefuse(new { email = Email, password = People.Password, name = "x" }, 401, "second_factor_needed");
        await ShouldRefuse(new { email = Email, password = People.Password, name = "x", code = _shop.WrongCode(phone) }, 401, "wrong_code");
        await ShouldRefuse(new { email = Email, password = "wrong battery staple", name = "x", code = _shop.NextCode(phone) }, 401, "wrong_credentials");

        var code = _shop.NextCode(phone);
        using var begun = await Sends("/api/v1/sessions", new { email = Email, password = People.Password, name = "x", code });
        begun.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await StatusOf("/api/v1/account", Read(await Read(begun)).Access)).ShouldBe(HttpStatusCode.OK);
        await ShouldRefuse(new { email = Email, password = People.Password, name = "x", code }, 401, "wrong_code");
    }

    [DirectOnly("its clock runs ahead of the gateway's, to which the token is not good yet")]
    [Fact]
    public async Task Where_staff_need_a_second_factor_a_session_without_one_only_shops()
    {
        await using var strict = new TestShop { Settings = { ["Accounts:StaffNeedSecondFactor"] = "true" } };
        await strict.InitializeAsync();
        var (_, browser) = await strict.HasStaff("Auditor");
        var opened = await strict.Get<IApiSessions>().OpenAsync(new("auditor@example.com", People.Password, "x", [Permissions.OrdersRead], "127.0.0.1"), Ct);
        opened.Error.ShouldNotBeNull().Code.ShouldBe("not_permitted");
        (await strict.HasSession("auditor@example.com")).Session.Scopes.ShouldBe([ApiScopes.Shop]);

        var phone = await strict.TurnsOnSecondFactor(browser);
        var with = (await strict.Get<IApiSessions>().OpenAsync(new("auditor@example.com", People.Password, "x", [Permissions.OrdersRead], "127.0.0.1", strict.NextCode(phone)), Ct)).Value.ShouldNotBeNull();
        using var caller = strict.NewCaller(with.AccessToken);
        using var answer = await caller.GetAsync("/api/v1/admin/orders", Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_an_account_may_not_do_its_sessions_may_not_either()
    {
        await ShouldRefuse(new { email = Email, password = People.Password, name = "x", scopes = new[] { Permissions.OrdersRead } }, 422, "not_permitted");
        await ShouldRefuse(new { email = Email, password = People.Password, name = "x", scopes = new[] { "everything" } }, 422, "invalid");
        await ShouldRefuse(new { email = Email, password = People.Password, name = "x", scopes = Array.Empty<string>() }, 422, "invalid");
        await ShouldRefuse(new { email = Email, password = People.Password, name = " " }, 422, "invalid");

        (await _shop.Get<IAccountsAdmin>().SetRoleAsync(Actor.System, _ada, "Auditor", has: true, Ct)).Error.ShouldBeNull();
        var tokens = await Begins(Permissions.OrdersRead);
        (await StatusOf("/api/v1/admin/orders", tokens.Access)).ShouldBe(HttpStatusCode.OK);
        (await StatusOf("/api/v1/carts/1", tokens.Access)).ShouldBe(HttpStatusCode.Forbidden, "it was not given the other scope");
        (await _shop.Get<IAccountsAdmin>().SetRoleAsync(Actor.System, _ada, "Auditor", has: false, Ct)).Error.ShouldBeNull();
        (await StatusOf("/api/v1/admin/orders", tokens.Access)).ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_owners_one_time_password_begins_none()
    {
        var owner = (await _shop.Get<IAccountsAdmin>().EnsureOwnerAsync(Ct)).ShouldNotBeNull();
        await ShouldRefuse(new { email = owner.Email, password = owner.OneTimePassword, name = "x" }, 403, "must_change_password");
    }

    [DirectOnly("its clock runs ahead of the gateway's, to which the next token is not good yet")]
    [Fact]
    public async Task A_token_ends_after_a_quarter_of_an_hour_and_the_next_one_is_had_for_the_refresh_token()
    {
        var first = await Begins();
        _shop.Clock.Advance(TimeSpan.FromMinutes(14));
        (await StatusOf("/api/v1/account", first.Access)).ShouldBe(HttpStatusCode.OK);
        var second = await Refreshes(first.Refresh);
        (await StatusOf("/api/v1/account", first.Access)).ShouldBe(HttpStatusCode.OK, "until it ends");
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        (await StatusOf("/api/v1/account", first.Access)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusOf("/api/v1/account", second.Access)).ShouldBe(HttpStatusCode.OK);
        second.Session.ShouldBe(first.Session);
        second.Refresh.ShouldNotBe(first.Refresh);
    }

    [Fact]
    public async Task A_refresh_token_that_comes_a_second_time_ends_the_session_for_both_who_have_it()
    {
        var first = await Begins();
        var second = await Refreshes(first.Refresh);
        (await StatusOf("/api/v1/account", second.Access)).ShouldBe(HttpStatusCode.OK);

        using var thief = await SendsRefresh(first.Refresh);
        thief.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Read(thief))["code"]!.GetValue<string>().ShouldBe("session_ended");
        using var owner = await SendsRefresh(second.Refresh);
        owner.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusOf("/api/v1/account", second.Access)).ShouldBe(HttpStatusCode.Unauthorized, "at once, not when it ends");
        (await StatusOf("/api/v1/account", (await Begins()).Access)).ShouldBe(HttpStatusCode.OK, "his other sessions go on");
    }

    [Fact]
    public async Task So_does_one_that_is_older_than_the_last()
    {
        var first = await Begins();
        var second = await Refreshes(first.Refresh);
        var third = await Refreshes(second.Refresh);
        using var thief = await SendsRefresh(first.Refresh);
        thief.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusOf("/api/v1/account", third.Access)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_lost_the_answer_sends_the_call_again_under_its_name_and_gets_the_same_tokens()
    {
        var first = await Begins();
        using var lost = await SendsRefresh(first.Refresh, "one");
        using var again = await SendsRefresh(first.Refresh, "one");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await again.Content.ReadAsStringAsync(Ct)).ShouldBe(await lost.Content.ReadAsStringAsync(Ct));
        var second = Read(await Read(again));
        (await StatusOf("/api/v1/account", second.Access)).ShouldBe(HttpStatusCode.OK);
        (await Refreshes(second.Refresh)).Refresh.ShouldNotBe(second.Refresh);
    }

    [Fact]
    public async Task Of_two_who_bring_the_same_token_at_once_none_keeps_a_session()
    {
        var first = await Begins();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendsRefresh(first.Refresh)));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(1);
        foreach (var answer in answers.Where(answer => answer.StatusCode == HttpStatusCode.OK))
        {
            (await StatusOf("/api/v1/account", Read(await Read(answer)).Access)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await _shop.Get<IApiSessions>().ListAsync(_ada, Ct)).ShouldBeEmpty();
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK || answer.StatusCode == HttpStatusCode.Unauthorized);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task People_see_their_sessions_and_end_them_and_nobody_elses()
    {
        var (_, other) = (await _shop.HasCustomer("bob@example.com", "Bob Builder"), await BeginsFor("bob@example.com"));
        var (phone, laptop) = (await Begins(), await Begins());
        var mine = (await Ask(HttpMethod.Get, "/api/v1/sessions", phone.Access)).Body["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()).ToList();
        mine.ShouldBe([laptop.Session, phone.Session]);

        (await Ask(HttpMethod.Delete, $"/api/v1/sessions/{other.Session}", phone.Access)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Ask(HttpMethod.Delete, "/api/v1/sessions/x", phone.Access)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Ask(HttpMethod.Delete, $"/api/v1/sessions/{laptop.Session}", phone.Access)).Status.ShouldBe(HttpStatusCode.OK);
        (await StatusOf("/api/v1/account", laptop.Access)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusOf("/api/v1/account", other.Access)).ShouldBe(HttpStatusCode.OK);
        using var refresh = await SendsRefresh(laptop.Refresh);
        refresh.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var key = await _shop.HasKey(_ada);
        (await Ask(HttpMethod.Delete, $"/api/v1/sessions/{phone.Session}", key)).Status.ShouldBe(HttpStatusCode.Forbidden, "a machine does not sign people out");
    }

    [Fact]
    public async Task Another_password_and_signing_out_everywhere_end_them_all()
    {
        var tokens = await Begins();
        (await _shop.Get<IAccounts>().SignOutEverywhereAsync(_ada, Ct)).Error.ShouldBeNull();
        (await StatusOf("/api/v1/account", tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
        using var refresh = await SendsRefresh(tokens.Refresh);
        refresh.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        tokens = await Begins();
        (await _shop.Get<IAccounts>().ChangePasswordAsync(_ada, People.Password, "a walrus paints fences", Ct)).Error.ShouldBeNull();
        (await StatusOf("/api/v1/account", tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [DirectOnly("its clock runs ahead of the gateway's, to which the token is not good yet")]
    [Fact]
    public async Task A_session_that_nobody_uses_ends_after_a_month_and_every_one_after_three()
    {
        var idle = await Begins();
        var used = await Begins();
        for (var day = 0; day < 87; day += 29)
        {
            _shop.Clock.Advance(TimeSpan.FromDays(29));
            used = await Refreshes(used.Refresh);
        }

        using var late = await SendsRefresh(idle.Refresh);
        late.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _shop.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(5));
        used = await Refreshes(used.Refresh);
        (await StatusOf("/api/v1/account", used.Access)).ShouldBe(HttpStatusCode.OK);
        _shop.Clock.Advance(TimeSpan.FromMinutes(6));
        (await StatusOf("/api/v1/account", used.Access)).ShouldBe(HttpStatusCode.Unauthorized, "its token ends with the session");
        await TestShop.Until(
            () =>
            {
                _shop.Clock.Advance(TimeSpan.FromHours(12));
                return Task.FromResult(_shop.Database.Count("accounts_api_sessions") == 0);
            },
            "them to be forgotten");
    }

    [DirectOnly("its clock runs ahead of the gateway's, to which the token is not good yet")]
    [Fact]
    public async Task The_twenty_first_ends_the_one_that_was_used_least()
    {
        var kept = await Begins();
        var forgotten = await Begins();
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        kept = await Refreshes(kept.Refresh);
        for (var more = 0; more < 19; more++)
        {
            await Begins();
        }

        (await StatusOf("/api/v1/account", kept.Access)).ShouldBe(HttpStatusCode.OK);
        using var refresh = await SendsRefresh(forgotten.Refresh);
        refresh.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _shop.Get<IApiSessions>().ListAsync(_ada, Ct)).Count.ShouldBe(20);
    }

    private Task<HttpResponseMessage> Sends(string path, object body) => _shop.NewCaller(null).PostAsJsonAsync(path, body, Ct);

    private async Task ShouldRefuse(object body, int status, string code)
    {
        using var refused = await Sends("/api/v1/sessions", body);
        ((int)refused.StatusCode).ShouldBe(status);
        (await Read(refused))["code"]!.GetValue<string>().ShouldBe(code);
    }

    private Task<Tokens> Begins(params string[] scopes) => BeginsFor(Email, scopes);

    private async Task<Tokens> BeginsFor(string email, params string[] scopes)
    {
        using var begun = await Sends("/api/v1/sessions", new { email, password = People.Password, name = "Price watcher", scopes = scopes.Length == 0 ? [ApiScopes.Shop] : scopes });
        begun.StatusCode.ShouldBe(HttpStatusCode.Created);
        return Read(await Read(begun));
    }

    private async Task<Tokens> Refreshes(string token)
    {
        using var refreshed = await SendsRefresh(token);
        refreshed.StatusCode.ShouldBe(HttpStatusCode.OK);
        return Read(await Read(refreshed));
    }

    private async Task<HttpResponseMessage> SendsRefresh(string token, string? name = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sessions/refreshes") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        request.Headers.Add("Idempotency-Key", name ?? Secrets.NewToken());
        using var caller = _shop.NewBrowser();
        return await caller.SendAsync(request, Ct);
    }

    private async Task<HttpStatusCode> StatusOf(string path, string bearer) => (await Ask(HttpMethod.Get, path, bearer)).Status;

    private async Task<(HttpStatusCode Status, JsonNode Body)> Ask(HttpMethod method, string path, string bearer)
    {
        using var caller = _shop.NewCaller(bearer);
        using var request = new HttpRequestMessage(method, path);
        using var answer = await caller.SendAsync(request, Ct);
        return (answer.StatusCode, await Read(answer));
    }

    private async Task<IReadOnlyList<SecurityKey>> PublicKeys()
    {
        using var caller = _shop.NewBrowser();
        using var answer = await caller.GetAsync("/.well-known/jwks.json", Ct);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/jwk-set+json");
        var set = await answer.Content.ReadAsStringAsync(Ct);
        set.ShouldNotContain("\"d\"");
        return [.. new JsonWebKeySet(set).GetSigningKeys()];
    }

    private static async Task<JsonNode> Read(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;

    private static Tokens Read(JsonNode answer) =>
        new(answer["session"]!["id"]!.GetValue<string>(), answer["accessToken"]!.GetValue<string>(), answer["refreshToken"]!.GetValue<string>());

    private sealed record Tokens(string Session, string Access, string Refresh);
}

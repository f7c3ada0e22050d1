using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Tests.Integration.Payments;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>Keys of the API as the API and the owner ask for them.</summary>
public sealed class ApiKeyTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IApiKeysAdmin Keys => _shop.Get<IApiKeysAdmin>();

    private DateTimeOffset Now => _shop.Clock.GetUtcNow();

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_key_stands_for_its_account_and_for_nothing_that_is_nearly_it()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        var (bob, _) = await _shop.HasCustomer("bob@example.com");
        var hers = await Makes(ann);
        var his = await Makes(bob);

        var caller = (await Calls(hers)).ShouldNotBeNull();
        caller.UserId.ShouldBe(ann);
        caller.Name.ShouldBe($"account {ann} with api key {hers.Key.Prefix}");
        caller.Scopes.ShouldBe([ApiScopes.Shop]);
        (await Calls(his)).ShouldNotBeNull().UserId.ShouldBe(bob);

        string[] nearly = [$"gg_{hers.Key.Prefix}_{his.Secret[16..]}", hers.Secret[..^1] + (hers.Secret[^1] == 'A' ? 'B' : 'A'), hers.Secret[..^1], hers.Secret.ToLowerInvariant(), "gg_222222222222_" + hers.Secret[16..], ""];
        foreach (var wrong in nearly)
        {
            (await _shop.Get<IApiKeys>().FindCallerAsync(wrong, Ct)).ShouldBeNull(wrong);
        }
    }

    [Fact]
    public async Task A_key_ends_at_its_time()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        var key = await Makes(ann, life: TimeSpan.FromHours(2));
        (await Calls(key)).ShouldNotBeNull();

        _shop.Clock.Advance(TimeSpan.FromHours(2));

        (await Calls(key)).ShouldBeNull("and what is remembered of it does not keep it alive");
        (await Keys.RotateAsync(Actor.System, new RotateApiKey(key.Key.Id, TimeSpan.Zero, null), Ct)).Error!.Code.ShouldBe("key_ended");
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_stays_so()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        var key = await Makes(ann);
        (await Calls(key)).ShouldNotBeNull();

        (await Keys.RevokeAsync(Actor.System, key.Key.Id, Ct)).Error.ShouldBeNull();
        (await Calls(key)).ShouldBeNull();
        (await Keys.RevokeAsync(Actor.System, key.Key.Id, Ct)).Error.ShouldBeNull();
        (await Calls(key)).ShouldBeNull();
        (await Keys.RevokeAsync(Actor.System, 1, Ct)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await Keys.FindAsync(key.Key.Id, Ct)).ShouldNotBeNull().RevokedAt.ShouldNotBeNull();
        await TrailSays(key, "api-key.revoke", "api-key.create");
    }

    [Fact]
    public async Task A_key_that_is_rotated_goes_on_for_a_while_beside_its_new_one()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        var old = await Makes(ann, life: null);
        (await Calls(old)).ShouldNotBeNull();

        var next = (await Keys.RotateAsync(Actor.System, new RotateApiKey(old.Key.Id, TimeSpan.FromDays(1), Now.AddDays(30)), Ct)).Value.ShouldNotBeNull();
        (await Calls(old)).ShouldNotBeNull();
        (await Calls(next)).ShouldNotBeNull().UserId.ShouldBe(ann);
        next.Key.Name.ShouldBe(old.Key.Name);
        next.Key.Scopes.ShouldBe(old.Key.Scopes);
        (await Keys.FindAsync(old.Key.Id, Ct)).ShouldNotBeNull().ReplacedBy.ShouldBe(next.Key.Id);
        (await Keys.RotateAsync(Actor.System, new RotateApiKey(old.Key.Id, TimeSpan.FromDays(1), null), Ct)).Error!.Code.ShouldBe("key_replaced");
        await TrailSays(old, "api-key.replace", "api-key.create");
        await TrailSays(next, "api-key.rotate");

        _shop.Clock.Advance(TimeSpan.FromDays(1));
        (await Calls(old)).ShouldBeNull();
        (await Calls(next)).ShouldNotBeNull();

        _shop.Clock.Advance(TimeSpan.FromDays(29));
        (await Calls(next)).ShouldBeNull("it has an end of its own");
    }

    [Fact]
    public async Task A_rotation_without_overlap_ends_the_old_key_at_once_and_none_makes_it_live_longer()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        var old = await Makes(ann);
        (await Calls(old)).ShouldNotBeNull();
        var next = (await Keys.RotateAsync(Actor.System, new RotateApiKey(old.Key.Id, TimeSpan.Zero, Now.AddHours(1)), Ct)).Value.ShouldNotBeNull();
        (await Calls(old)).ShouldBeNull();

        (await Keys.RotateAsync(Actor.System, new RotateApiKey(next.Key.Id, TimeSpan.FromDays(91), null), Ct)).Error!.Field.ShouldBe("overlap");
        (await Keys.RotateAsync(Actor.System, new RotateApiKey(next.Key.Id, TimeSpan.FromDays(7), null), Ct)).Value.ShouldNotBeNull().Key.ExpiresAt.ShouldBeNull();
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        (await Calls(next)).ShouldBeNull("it would have ended by now without the rotation too");
    }

    [Fact]
    public async Task Of_two_rotations_at_once_one_makes_a_key()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        var old = await Makes(ann);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Keys.RotateAsync(Actor.System, new RotateApiKey(old.Key.Id, TimeSpan.FromDays(1), null), Ct), Ct)));

        answers.Count(answer => answer.Succeeded).ShouldBe(1);
        answers.Where(answer => !answer.Succeeded).ShouldAllBe(answer => answer.Error!.Code == "key_replaced");
        (await _shop.Count("accounts_api_keys")).ShouldBe(2);
    }

    [Fact]
    public async Task A_key_is_allowed_no_more_than_its_account_at_every_moment()
    {
        var (userId, _) = await _shop.HasStaff("Orders desk");
        var key = await Makes(userId, ApiScopes.Shop, Permissions.OrdersRead, Permissions.OrdersShip);
        (await Calls(key)).ShouldNotBeNull().Scopes.ShouldBe([ApiScopes.Shop, Permissions.OrdersRead, Permissions.OrdersShip]);

        await Sets("Auditor", true);
        await Sets("Orders desk", false);
        (await Calls(key)).ShouldNotBeNull().Scopes.ShouldBe([ApiScopes.Shop, Permissions.OrdersRead], "an auditor ships nothing, and what the key was not given it does not get");
        await Sets("Auditor", false);
        (await Calls(key)).ShouldNotBeNull().Scopes.ShouldBe([ApiScopes.Shop]);

        async Task Sets(string role, bool has) => (await _shop.Get<IAccountsAdmin>().SetRoleAsync(Actor.System, userId, role, has, Ct)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_key_opens_nothing_while_its_account_has_a_one_time_password()
    {
        var owner = (await _shop.Get<IAccountsAdmin>().EnsureOwnerAsync(Ct)).ShouldNotBeNull();
        var userId = (await _shop.Get<IAccountsAdmin>().ListAsync(owner.Email, null, Ct)).Items[0].UserId;
        var key = await Makes(userId, Permissions.PeopleEdit);
        (await Calls(key)).ShouldBeNull();

        var browser = await _shop.SignsIn(owner.Email, owner.OneTimePassword);
        using var changed = await browser.Send("/account/password", ("currentPassword", owner.OneTimePassword), ("newPassword", "kite marble friday"));

        (await Calls(key)).ShouldNotBeNull().Scopes.ShouldBe([Permissions.PeopleEdit]);
    }

    [Fact]
    public async Task What_is_done_with_a_key_stands_in_the_trail_under_its_account_and_with_the_key()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        var key = await Makes(ann);
        var caller = (await Calls(key)).ShouldNotBeNull();

        (await Keys.RevokeAsync(new Actor(caller.UserId, caller.Name), key.Key.Id, Ct)).Error.ShouldBeNull();

        await TrailSays(key, "api-key.revoke", "api-key.create");
        var trail = (await _shop.Get<IAccountsAdmin>().ListAuditAsync($"api key {key.Key.Prefix}", null, Ct)).Items;
        trail.Select(entry => entry.Actor).ShouldBe([$"Ann Lovelace with api key {key.Key.Prefix}", "giggatek"]);
    }

    [Fact]
    public async Task What_a_key_may_not_be_is_refused_at_its_field()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        var nobodys = await _shop.Registers("someone@example.com");
        var right = new CreateApiKey(ann, "Scanner", [ApiScopes.Shop], null);

        (await Refused(right with { UserId = 1 })).Kind.ShouldBe(ErrorKind.NotFound);
        (await Refused(right with { UserId = nobodys })).Code.ShouldBe("not_confirmed");
        (await Refused(right with { Name = " " })).Field.ShouldBe("name");
        (await Refused(right with { Name = new string('x', 101) })).Field.ShouldBe("name");
        (await Refused(right with { Name = "a\u0001b" })).Field.ShouldBe("name");
        (await Refused(right with { Scopes = [] })).Field.ShouldBe("scopes");
        (await Refused(right with { Scopes = ["everything"] })).Field.ShouldBe("scopes");
        (await Refused(right with { Scopes = [ApiScopes.Shop, Permissions.OrdersRefund] })).Code.ShouldBe("not_permitted");
        (await Refused(right with { ExpiresAt = Now })).Field.ShouldBe("expiresAt");
        (await _shop.Count("accounts_api_keys")).ShouldBe(0);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_makes_one_key_and_a_name_is_free_again_when_its_key_has_ended()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        var command = new CreateApiKey(ann, "Scanner", [ApiScopes.Shop], null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Keys.CreateAsync(Actor.System, command, Ct), Ct)));

        var made = answers.Single(answer => answer.Succeeded).Value!;
        answers.Where(answer => !answer.Succeeded).ShouldAllBe(answer => answer.Error!.Code == "name_taken");
        (await Keys.RevokeAsync(Actor.System, made.Key.Id, Ct)).Error.ShouldBeNull();
        (await Keys.CreateAsync(Actor.System, command, Ct)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task The_last_use_is_written_once_a_minute()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        var key = await Makes(ann);
        (await LastUse(key)).ShouldBeNull();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Calls(key)));
        var first = (await LastUse(key)).ShouldNotBeNull();
        first.ShouldBe(Now, TimeSpan.FromMinutes(1));

        await Calls(key);
        (await LastUse(key)).ShouldBe(first);
        _shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await Calls(key);
        (await LastUse(key)).ShouldNotBeNull().ShouldBeGreaterThan(first);
    }

    [Fact]
    public async Task A_call_does_not_fail_because_its_use_cannot_be_written_down()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        var key = await Makes(ann);
        await _shop.Sql(TestDatabase.IsServer
            ? "CREATE TRIGGER no_use BEFORE UPDATE ON accounts_api_keys FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'planted'"
            : "CREATE TRIGGER no_use BEFORE UPDATE ON accounts_api_keys BEGIN SELECT RAISE(ABORT, 'planted'); END");

        (await Calls(key)).ShouldNotBeNull().UserId.ShouldBe(ann);

        await _shop.Sql("DROP TRIGGER no_use");
        (await LastUse(key)).ShouldBeNull();
    }

    [Fact]
    public async Task That_there_is_no_such_key_is_not_remembered()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        var key = await Makes(ann);
        await _shop.Sql($"UPDATE accounts_api_keys SET prefix = 'elsewhere' WHERE id = {key.Key.Id}");
        (await Calls(key)).ShouldBeNull();

        await _shop.Sql($"UPDATE accounts_api_keys SET prefix = '{key.Key.Prefix}' WHERE id = {key.Key.Id}");

        (await Calls(key)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Keys_are_listed_newest_first_and_page_by_page()
    {
        var (ann, _) = await _shop.HasCustomer("ann@example.com");
        for (var n = 0; n < 52; n++)
        {
            await Makes(ann);
        }

        var first = await Keys.ListAsync(null, Ct);
        var second = await Keys.ListAsync(first.Next.ShouldNotBeNull(), Ct);

        first.Items.Count.ShouldBe(50);
        first.Items[0].ShouldSatisfyAllConditions(key => key.Name.ShouldBe("Key 52"), key => key.Email.ShouldBe("ann@example.com"));
        second.Items.Select(key => key.Name).ShouldBe(["Key 2", "Key 1"]);
        second.Next.ShouldBeNull();
    }

    private int _made;

    private Task<NewApiKey> Makes(long userId, params string[] scopes) => Makes(userId, ApiKeyLimits.UsualLifetime, scopes);

    private async Task<NewApiKey> Makes(long userId, TimeSpan? life, params string[] scopes) => (await Keys.CreateAsync(
        Actor.System, new CreateApiKey(userId, $"Key {++_made}", scopes.Length == 0 ? [ApiScopes.Shop] : scopes, Now + life), Ct)).Value.ShouldNotBeNull();

    private Task<ApiCaller?> Calls(NewApiKey key) => _shop.Get<IApiKeys>().FindCallerAsync(key.Secret, Ct);

    private async Task<Error> Refused(CreateApiKey command) => (await Keys.CreateAsync(Actor.System, command, Ct)).Error.ShouldNotBeNull();

    private async Task<DateTimeOffset?> LastUse(NewApiKey key) => (await Keys.FindAsync(key.Key.Id, Ct)).ShouldNotBeNull().LastUsedAt;

    /// <summary>Newest first.</summary>
    private async Task TrailSays(NewApiKey key, params string[] actions)
    {
        await TestShop.Until(async () => (await Trail()).Count >= actions.Length, "what was announced to stand in the trail");
        (await Trail()).Select(entry => entry.Action).ShouldBe(actions);

        async Task<IReadOnlyList<AuditEntry>> Trail() => (await _shop.Get<IAccountsAdmin>().ListAuditAsync($"api key {key.Key.Prefix}", null, Ct)).Items;
    }
}

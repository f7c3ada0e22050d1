using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Contracts.Accounts;
using GigGatek.Tests.Integration.Payments;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>The back office's pages of keys, by HTTP and without script. Who may open them: PermissionWalkTests.</summary>
[Trait("Database", "any")]
public sealed partial class ApiKeyPageTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task The_owner_makes_a_key_that_is_shown_this_once()
    {
        var (ownerId, owner) = await _shop.HasStaff("Owner");
        var (partner, _) = await _shop.HasCustomer("partner@example.com");
        (await owner.Read("/admin/api-keys")).ShouldContain("No keys yet");

        using var made = await Makes(owner);

        made.StatusCode.ShouldBe(HttpStatusCode.OK);
        made.Headers.CacheControl!.NoStore.ShouldBeTrue();
        made.Headers.Location.ShouldBeNull();
        made.Headers.Contains("Set-Cookie").ShouldBeFalse();
        var page = await made.Body();
        var key = Key().Match(page).Value;
        Key().Count(page).ShouldBe(1);
        (await Finds(key)).ShouldNotBeNull().UserId.ShouldBe(partner);

        var list = await owner.Read("/admin/api-keys");
        list.ShouldContain("partner@example.com");
        list.ShouldContain(key[..15]);
        var one = await owner.Read(Address().Match(list).Value);
        one.ShouldContain("Warehouse scanner");
        string.Concat(list, one).ShouldNotContain(key[16..]);
        (await Trail(key, lines: 1)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            entry => entry.Actor.ShouldBe("Owner person"),
            entry => entry.Details.ShouldStartWith($"account {partner}: shop; ends 20"));
        ownerId.ShouldNotBe(partner);
    }

    [Fact]
    public async Task A_reloaded_answer_makes_no_second_key_and_says_what_to_do()
    {
        var (_, owner) = await _shop.HasStaff("Owner");
        await _shop.HasCustomer("partner@example.com");
        using var made = await Makes(owner);

        using var again = await Makes(owner);

        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = await again.Body();
        page.ShouldContain("rotate that one; else choose another name");
        Key().Count(page).ShouldBe(0);
        (await _shop.Count("accounts_api_keys")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_the_rest_is_kept()
    {
        var (_, owner) = await _shop.HasStaff("Owner");
        await _shop.HasCustomer("partner@example.com");

        using var refused = await owner.Send("/admin/api-keys", ("account", "nobody@example.com"), ("name", "Night shift"), ("life", "17"));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await refused.Body();
        page.ShouldContain("href=\"#field-account\"");
        page.ShouldContain("href=\"#field-scopes\"");
        page.ShouldContain("href=\"#field-life\"");
        page.ShouldContain("value=\"Night shift\"");
        using var denied = await owner.Send("/admin/api-keys", ("account", "partner@example.com"), ("name", "Night shift"), ("life", "30"), ("scope-orders-refund", "yes"));
        denied.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await denied.Body()).ShouldContain("no role that allows orders.refund");
        (await _shop.Count("accounts_api_keys")).ShouldBe(0);
    }

    [Fact]
    public async Task A_key_is_replaced_and_revoked_by_its_page()
    {
        var (_, owner) = await _shop.HasStaff("Owner");
        await _shop.HasCustomer("partner@example.com");
        using var made = await Makes(owner);
        var old = Key().Match(await made.Body()).Value;
        var address = Address().Match(await owner.Read("/admin/api-keys")).Value;

        using var rotated = await owner.Send($"{address}/rotate", ("overlap", "24"), ("life", "90"));
        rotated.StatusCode.ShouldBe(HttpStatusCode.OK, await rotated.Body());
        rotated.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var next = Key().Match(await rotated.Body()).Value;
        next.ShouldNotBe(old);
        (await Finds(old)).ShouldNotBeNull();
        (await Finds(next)).ShouldNotBeNull();
        using var again = await owner.Send($"{address}/rotate", ("overlap", "24"), ("life", "90"));
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);

        using var unsure = await owner.Send($"{address}/revoke", ("confirm", "Another"));
        unsure.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Finds(old)).ShouldNotBeNull();
        using var revoked = await owner.Send($"{address}/revoke", ("confirm", "warehouse scanner"));
        revoked.Headers.Location!.OriginalString.ShouldBe($"{address}?done=revoked");
        (await owner.Read($"{address}?done=revoked")).ShouldContain("refused from now on");
        (await Finds(old)).ShouldBeNull();
        (await Finds(next)).ShouldNotBeNull();
        (await Trail(old, lines: 3)).Select(entry => entry.Action).ShouldBe(["api-key.revoke", "api-key.replace", "api-key.create"]);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://evil.example")]
    public async Task Another_site_makes_no_key_with_the_owners_session(string header, string value)
    {
        var (_, owner) = await _shop.HasStaff("Owner");
        await _shop.HasCustomer("partner@example.com");
        owner.DefaultRequestHeaders.Add(header, value);

        using var refused = await Makes(owner);

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await _shop.Count("accounts_api_keys")).ShouldBe(0);
    }

    private static Task<HttpResponseMessage> Makes(HttpClient owner) =>
        owner.Send("/admin/api-keys", ("account", "Partner@example.com"), ("name", "Warehouse scanner"), ("life", "365"), ("scope-shop", "yes"));

    private Task<ApiCaller?> Finds(string key) => _shop.Get<IApiKeys>().FindCallerAsync(key, Ct);

    private async Task<IReadOnlyList<AuditEntry>> Trail(string key, int lines)
    {
        IReadOnlyList<AuditEntry> trail = [];
        await TestShop.Until(
            async () => (trail = (await _shop.Get<IAccountsAdmin>().ListAuditAsync($"api key {key[3..15]}", null, Ct)).Items).Count >= lines, "what was announced to stand in the trail");
        return trail;
    }

    [GeneratedRegex("gg_[a-z2-9]{12}_[A-Za-z0-9_-]{43}")]
    private static partial Regex Key();

    [GeneratedRegex(@"/admin/api-keys/\d+")]
    private static partial Regex Address();
}

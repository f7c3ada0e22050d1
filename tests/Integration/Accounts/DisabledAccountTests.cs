using System.Net;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>An account that staff have shut opens nothing, by whatever it was opened.</summary>
public sealed class DisabledAccountTests(TestShop shop) : IClassFixture<TestShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IAccountsAdmin Admin => shop.Get<IAccountsAdmin>();

    [Fact]
    public async Task The_owner_disables_it_by_a_form_and_all_that_was_signed_in_is_out_for_good()
    {
        var (userId, browser) = await shop.HasCustomer("ann@example.com");
        var tokens = (await shop.Get<IApiSessions>().OpenAsync(new("ann@example.com", People.Password, "x", [ApiScopes.Shop], "127.0.0.1", null), Ct)).Value.ShouldNotBeNull();
        var key = (await shop.Get<IApiKeysAdmin>().CreateAsync(Actor.System, new CreateApiKey(userId, "Her program", [ApiScopes.Shop], null), Ct)).Value.ShouldNotBeNull();
        var (_, owner) = await shop.HasStaff("Owner");
        (await Calls(key.Secret, tokens.AccessToken)).ShouldBe((true, true));

        using var disabled = await owner.Send($"/admin/people/{userId}/disabled", ("disabled", "true"));

        disabled.Headers.Location!.OriginalString.ShouldBe($"/admin/people/{userId}?done=disabled", await disabled.Body());
        (await browser.IsSignedIn()).ShouldBeFalse();
        (await Calls(key.Secret, tokens.AccessToken)).ShouldBe((false, false));
        (await shop.Get<IApiSessions>().FindRefresherAsync(tokens.RefreshToken, Ct)).ShouldBeNull();
        (await owner.Read($"/admin/people/{userId}")).ShouldContain("Enable this account");
        (await owner.Read("/admin/people")).ShouldContain("Disabled");

        using var enabled = await owner.Send($"/admin/people/{userId}/disabled", ("disabled", "false"));

        enabled.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await enabled.Body());
        (await browser.IsSignedIn()).ShouldBeFalse("a session that ended does not come back");
        (await Calls(key.Secret, tokens.AccessToken)).ShouldBe((true, false), "keys do, as the page says");
        (await (await shop.SignsIn("ann@example.com")).IsSignedIn()).ShouldBeTrue();
        await TestShop.Until(
            async () => (await Admin.ListAuditAsync($"account {userId}", null, Ct)).Items.Select(entry => entry.Action).Where(action => action.StartsWith("account.", StringComparison.Ordinal)).ToList() is ["account.enable", "account.disable"],
            "the trail to tell both");
    }

    [Fact]
    public async Task Only_who_knows_the_password_is_told_and_no_mail_opens_it()
    {
        var userId = await shop.Registers("bea@example.com");
        var before = (await shop.Get<IAccounts>().CreateResetLinkAsync(userId, Ct)).ShouldNotBeNull();
        (await Admin.SetDisabledAsync(Actor.System, userId, disabled: true, Ct)).Error.ShouldBeNull();
        using var browser = shop.NewBrowser();

        using var right = await browser.SendSignIn("bea@example.com");
        using var wrong = await browser.SendSignIn("bea@example.com", "brass kettle monday");
        using var reset = await browser.FollowLink(before.Path, "/account/reset", ("newPassword", "harbour lamp tuesday"));

        right.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await right.Body()).ShouldContain("The shop has disabled this account");
        (await wrong.Body()).ShouldNotContain("disabled this account");
        reset.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, await reset.Body());
        (await shop.Get<IAccounts>().CreateResetLinkAsync(userId, Ct)).ShouldBeNull();
        var program = await shop.Get<IApiSessions>().OpenAsync(new("bea@example.com", People.Password, "x", [ApiScopes.Shop], "127.0.0.1", null), Ct);
        program.Error!.Code.ShouldBe("account_disabled");
    }

    [Fact]
    public async Task Staff_are_not_disabled_nor_are_the_disabled_made_staff()
    {
        var (deskId, desk) = await shop.HasStaff("Orders desk");
        (await Admin.SetDisabledAsync(Actor.System, deskId, disabled: true, Ct)).Error!.Code.ShouldBe("still_staff");
        (await desk.IsSignedIn()).ShouldBeTrue();

        (await Admin.SetRoleAsync(Actor.System, deskId, "Orders desk", has: false, Ct)).Error.ShouldBeNull();
        (await Admin.SetDisabledAsync(Actor.System, deskId, disabled: true, Ct)).Error.ShouldBeNull();
        (await Admin.SetDisabledAsync(Actor.System, deskId, disabled: true, Ct)).Error.ShouldBeNull();

        (await Admin.SetRoleAsync(Actor.System, deskId, "Orders desk", has: true, Ct)).Error!.Code.ShouldBe("account_disabled");
        (await Admin.SetDisabledAsync(Actor.System, 1, disabled: true, Ct)).Error!.Kind.ShouldBe(ErrorKind.NotFound);
    }

    private async Task<(bool Key, bool Session)> Calls(string key, string accessToken) =>
        (await shop.Get<IApiKeys>().FindCallerAsync(key, Ct) is not null, await shop.Get<IApiSessions>().FindCallerAsync(accessToken, Ct) is not null);
}

using System.Net;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Tests.Integration.Accounts;

[Trait("Database", "any")]
public sealed class PasswordTests : IAsyncLifetime
{
    private const string NewPassword = "harbour lamp tuesday";

    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_reset_sets_the_password_once_and_ends_every_session()
    {
        var (userId, session) = await _shop.HasCustomer("ann@example.com");
        var link = (await _shop.Get<IAccounts>().CreateResetLinkAsync(userId, Ct)).ShouldNotBeNull();
        using var browser = _shop.NewBrowser();

        using var reset = await browser.FollowLink(link.Path, "/account/reset", ("newPassword", NewPassword));
        reset.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await reset.Body());

        (await session.IsSignedIn()).ShouldBeFalse();
        using var old = await browser.SendSignIn("ann@example.com");
        old.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var again = await browser.FollowLink(link.Path, "/account/reset", ("newPassword", "another one entirely"));
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var signedIn = await browser.SendSignIn("ann@example.com", NewPassword);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_reset_link_works_for_an_hour()
    {
        var userId = await _shop.Registers("ann@example.com");
        var token = (await _shop.Get<IAccounts>().CreateResetLinkAsync(userId, Ct))!.Path.Split("token=")[1];

        _shop.Clock.Advance(TimeSpan.FromMinutes(61));

        (await _shop.Get<IAccounts>().ResetPasswordAsync(userId, token, NewPassword, Ct)).Error!.Code.ShouldBe("bad_link");
    }

    [Fact]
    public async Task A_reset_unlocks_a_locked_address_and_proves_it()
    {
        var userId = await _shop.Registers("ann@example.com");
        using var browser = _shop.NewBrowser();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await browser.SendSignIn("ann@example.com", "not her password");
        }

        var link = (await _shop.Get<IAccounts>().CreateResetLinkAsync(userId, Ct)).ShouldNotBeNull();
        using var reset = await browser.FollowLink(link.Path, "/account/reset", ("newPassword", NewPassword));

        using var signedIn = await browser.SendSignIn("ann@example.com", NewPassword);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await _shop.Get<IAccounts>().FindAsync(userId, Ct))!.EmailConfirmed.ShouldBeTrue();
    }

    [Fact]
    public async Task Asking_for_a_reset_answers_the_same_for_every_address()
    {
        await _shop.Registers("ann@example.com");
        _shop.Clock.Advance(TimeSpan.FromHours(2));    // her registration has caused a mail too
        using var browser = _shop.NewBrowser();
        for (var attempt = 1; attempt <= 6; attempt++)
        {
            using var known = await browser.Send("/account/forgot", ("email", "ann@example.com"));
            using var unknown = await browser.Send("/account/forgot", ("email", "bob@example.com"));

            known.StatusCode.ShouldBe(attempt <= 5 ? HttpStatusCode.SeeOther : HttpStatusCode.TooManyRequests);
            unknown.StatusCode.ShouldBe(known.StatusCode);
            unknown.Headers.Location.ShouldBe(known.Headers.Location);
            (await unknown.Body()).Replace("bob@", "ann@", StringComparison.Ordinal).ShouldBe(await known.Body());
        }
    }

    [Fact]
    public async Task Changing_the_password_keeps_this_session_and_ends_the_others()
    {
        var (_, here) = await _shop.HasCustomer("ann@example.com");
        var elsewhere = await _shop.SignsIn("ann@example.com");

        using var changed = await here.Send("/account/password", ("currentPassword", People.Password), ("newPassword", NewPassword));

        changed.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await changed.Body());
        (await here.IsSignedIn()).ShouldBeTrue();
        (await elsewhere.IsSignedIn()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stolen_session_cannot_try_passwords_for_ever()
    {
        var (_, browser) = await _shop.HasCustomer("ann@example.com");
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            using var wrong = await browser.Send("/account/password", ("currentPassword", $"guess {attempt}"), ("newPassword", NewPassword));
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await wrong.Body()).ShouldContain("field-currentPassword-error");
        }

        using var right = await browser.Send("/account/password", ("currentPassword", People.Password), ("newPassword", NewPassword));
        right.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }
}

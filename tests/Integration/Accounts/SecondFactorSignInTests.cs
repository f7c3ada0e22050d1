using System.Net;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Notifications;
using GigGatek.Tests.Integration.Payments;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>Signing in to an account with a second factor: what a half opens, which codes count, and how often one may try.</summary>
[Trait("Database", "any")]
public sealed class SecondFactorSignInTests : IAsyncLifetime
{
    private const string Ann = "ann@example.com";

    private readonly TestShop _shop = new();

    private long _ann;
    private Phone _phone = null!;
    private HttpClient _here = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        (_ann, _here) = await _shop.HasCustomer(Ann);
        _phone = await _shop.TurnsOnSecondFactor(_here);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task The_right_password_opens_nothing_but_the_question_for_a_code()
    {
        using var browser = _shop.NewBrowser();
        using var half = await browser.Send("/account/sign-in", ("email", Ann), ("password", People.Password), ("return", "/account/password"));

        half.Headers.Location!.OriginalString.ShouldBe("/account/sign-in/code");
        var cookie = half.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldStartWith("gg_sign_in=");
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldContain("path=/account/sign-in", Case.Insensitive);
        cookie.ShouldContain("max-age=600", Case.Insensitive);
        (await browser.IsSignedIn()).ShouldBeFalse();
        (await browser.Read("/me/summary")).ShouldContain("\"name\":null");
        foreach (var path in new[] { "/account", "/account/password", "/account/second-factor", "/admin" })
        {
            using var answer = await browser.GetAsync(path, Ct);
            answer.Headers.Location!.OriginalString.ShouldStartWith("/account/sign-in?return=", Case.Sensitive, path);
        }

        var value = cookie.Split('=', ';')[1];
        foreach (var name in new[] { "gg_session", "gg_cart" })
        {
            using var planted = _shop.NewBrowser();
            planted.DefaultRequestHeaders.Add("Cookie", $"{name}={value}");
            (await planted.IsSignedIn()).ShouldBeFalse(name);
        }

        (await browser.Read("/account/sign-in/code")).ShouldContain("autocomplete=\"one-time-code\"");
        using var whole = await browser.SendCode(_shop.NextCode(_phone));
        whole.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await whole.Body());
        whole.Headers.Location!.OriginalString.ShouldBe("/account/password");
        whole.Headers.GetValues("Set-Cookie").ShouldContain(one => one.StartsWith("gg_session=", StringComparison.Ordinal));
        whole.Headers.GetValues("Set-Cookie").ShouldContain(one => one.StartsWith("gg_sign_in=;", StringComparison.Ordinal), "the half is used up");
        (await browser.IsSignedIn()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_code_counts_once_and_so_does_every_older_one()
    {
        using var first = await _shop.SignsInHalfway(Ann);
        using var second = await _shop.SignsInHalfway(Ann);
        using var ofTheFirstStep = await first.SendCode(AuthenticatorApp.CodeAt(_phone.Secret, _shop.Clock.GetUtcNow().AddSeconds(-30)));
        ofTheFirstStep.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "it is older than the one that turned the second factor on, or on a slow machine that one");

        var old = _shop.NextCode(_phone);
        var code = _shop.NextCode(_phone);
        using var entered = await first.SendCode(code);
        entered.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await entered.Body());
        using var again = await second.SendCode(code);
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var older = await second.SendCode(old);
        older.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var wrong = await second.SendCode(_shop.WrongCode(_phone));
        (await wrong.Body()).ShouldBe(await again.Body(), "a wrong code and a used one read the same");

        var ahead = AuthenticatorApp.CodeAt(_phone.Secret, _shop.Clock.GetUtcNow().AddSeconds(30));
        using var early = await second.SendCode($" {ahead[..3]} {ahead[3..]} ");
        early.StatusCode.ShouldBe(HttpStatusCode.SeeOther, "a clock may be a step ahead, and people type blanks");
    }

    [Fact]
    public async Task A_code_of_two_steps_ago_or_ahead_does_not_count()
    {
        using var browser = await _shop.SignsInHalfway(Ann);
        _shop.Clock.Advance(TimeSpan.FromMinutes(5));
        foreach (var away in new[] { -60, 60 })
        {
            using var refused = await browser.SendCode(AuthenticatorApp.CodeAt(_phone.Secret, _shop.Clock.GetUtcNow().AddSeconds(away)));
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{away} s");
        }
    }

    [Fact]
    public async Task Of_many_at_once_with_the_same_code_one_gets_in()
    {
        var browsers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _shop.SignsInHalfway(Ann)));
        var code = _shop.NextCode(_phone);
        var answers = await Task.WhenAll(browsers.Select(browser => browser.SendCode(code)));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.SeeOther).ShouldBe(1);

        _shop.Clock.Advance(TimeSpan.FromMinutes(16));
        browsers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _shop.SignsInHalfway(Ann)));
        answers = await Task.WhenAll(browsers.Select(browser => browser.SendRecoveryCode(_phone.Codes[0])));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.SeeOther).ShouldBe(1, "nor does a recovery code count twice");
        (await _shop.Count("accounts_recovery_codes WHERE used_at IS NOT NULL")).ShouldBe(1);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_the_app_once_and_its_person_hears_of_it()
    {
        using var browser = await _shop.SignsInHalfway(Ann);
        (await browser.Read("/account/sign-in/recovery-code")).ShouldContain("Recovery code");
        using var entered = await browser.SendRecoveryCode(_phone.Codes[4]);
        entered.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await entered.Body());
        (await browser.IsSignedIn()).ShouldBeTrue();
        (await _here.IsSignedIn()).ShouldBeTrue("using one changes nothing");
        (await browser.Read("/account/second-factor")).ShouldContain("<span class=\"figure\">9</span> of 10 are left");

        using var another = await _shop.SignsInHalfway(Ann);
        using var again = await another.SendRecoveryCode(_phone.Codes[4]);
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await TestShop.Until(
            async () => (await _shop.Get<IMailbox>().ListAsync(Ct)).FirstOrDefault(mail => mail.Subject.StartsWith("A recovery code", StringComparison.Ordinal)) is { } mail
                && (await _shop.Get<IMailbox>().FindAsync(mail.Id, Ct))!.Text.Contains("9 are left", StringComparison.Ordinal),
            "a mail that says how many are left");
        await TestShop.Until(
            async () => (await _shop.Get<IAccountsAdmin>().ListAuditAsync($"account {_ann}", null, Ct)).Items.Any(entry => entry.Action == "second-factor.use-recovery-code"), "the trail");
    }

    [Fact]
    public async Task Few_recovery_codes_are_a_warning()
    {
        (await _here.Read("/account/second-factor")).ShouldNotContain("recovery codes are left: without");
        for (var n = 0; n < 7; n++)
        {
            (await Tries(_phone.Codes[n])).Error.ShouldBeNull();
        }

        (await _here.Read("/account/second-factor")).ShouldContain("Few recovery codes are left: without your phone");
    }

    [Fact]
    public async Task Five_wrong_codes_lock_the_account_for_a_while_and_the_right_password_unlocks_nothing()
    {
        using var browser = await _shop.SignsInHalfway(Ann);
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            using var wrong = await browser.SendCode(_shop.WrongCode(_phone));
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        using var anew = await _shop.SignsInHalfway(Ann);
        using var right = await anew.SendCode(_shop.NextCode(_phone));
        right.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var recovery = await anew.SendRecoveryCode(_phone.Codes[0]);
        recovery.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        await TestShop.Until(async () => await _shop.Count("notifications_mails WHERE kind = 'SecondFactorGuessed'") == 1, "one warning");
        (await _here.IsSignedIn()).ShouldBeTrue();

        _shop.Clock.Advance(TimeSpan.FromMinutes(16));
        using var later = await _shop.SignsInHalfway(Ann);
        using var entered = await later.SendCode(_shop.NextCode(_phone));
        entered.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await entered.Body());
    }

    [Fact]
    public async Task Who_has_time_gets_twenty_wrong_codes_a_day()
    {
        var kinds = new List<ErrorKind>();
        for (var n = 0; n < 22; n++)
        {
            kinds.Add((await Tries(_shop.WrongCode(_phone), client: $"192.0.2.{n}")).Error!.Kind);
            if (n % 4 == 3)
            {
                _shop.Clock.Advance(TimeSpan.FromMinutes(16));
            }
        }

        kinds.Take(20).ShouldAllBe(kind => kind == ErrorKind.Invalid);
        kinds.Skip(20).ShouldAllBe(kind => kind == ErrorKind.TooMany);
        _shop.Clock.Advance(TimeSpan.FromHours(20));
        (await Tries(_shop.NextCode(_phone))).Error!.Kind.ShouldBe(ErrorKind.TooMany);
        _shop.Clock.Advance(TimeSpan.FromHours(4));
        (await Tries(_shop.NextCode(_phone))).Error.ShouldBeNull();
    }

    [Fact]
    public async Task Wrong_codes_from_a_network_count_with_its_wrong_passwords()
    {
        await _shop.Stop();
        _shop.Settings["Accounts:TriesPerClient"] = "4";
        await _shop.Start();
        for (var n = 0; n < 2; n++)
        {
            (await Tries(_shop.WrongCode(_phone), "192.0.2.7")).Error!.Kind.ShouldBe(ErrorKind.Invalid);
            (await _shop.Get<IAccounts>().SignInAsync($"person{n}@example.com", "not their password", "192.0.2.7", Ct)).Error!.Kind.ShouldBe(ErrorKind.Invalid);
        }

        (await _shop.Get<IAccounts>().SignInAsync(Ann, People.Password, "192.0.2.7", Ct)).Error!.Kind.ShouldBe(ErrorKind.TooMany);
        (await Tries(_shop.NextCode(_phone), "192.0.2.8")).Error.ShouldBeNull();
    }

    [Fact]
    public async Task Half_sign_ins_do_not_make_wrong_passwords_forgotten()
    {
        using var guesser = _shop.NewBrowser();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            using var wrong = await guesser.SendSignIn(Ann, "not her password");
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        using var half = await _shop.SignsInHalfway(Ann);
        using var fifth = await guesser.SendSignIn(Ann, "not her password");
        fifth.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var locked = await guesser.SendSignIn(Ann);
        locked.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        using var whole = await half.SendCode(_shop.NextCode(_phone));
        whole.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await whole.Body());
        using var again = await guesser.SendSignIn(Ann);
        again.StatusCode.ShouldBe(HttpStatusCode.SeeOther, "a whole one does");
    }

    [Fact]
    public async Task A_new_password_by_mail_does_not_do_without_the_code()
    {
        var link = (await _shop.Get<IAccounts>().CreateResetLinkAsync(_ann, Ct)).ShouldNotBeNull();
        using var half = await _shop.SignsInHalfway(Ann);
        using var browser = _shop.NewBrowser();
        using var reset = await browser.FollowLink(link.Path, "/account/reset", ("newPassword", "harbour lamp tuesday"));
        reset.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await reset.Body());
        (await browser.IsSignedIn()).ShouldBeFalse();

        using var began = await half.SendCode(_shop.NextCode(_phone));
        began.Headers.Location!.OriginalString.ShouldBe("/account/sign-in?done=late", "the half knew the old password");
        using var anew = await _shop.SignsInHalfway(Ann, "harbour lamp tuesday");
        using var entered = await anew.SendCode(_shop.NextCode(_phone));
        entered.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await entered.Body());
    }

    [Fact]
    public async Task A_half_lasts_ten_minutes_and_a_forged_one_is_none()
    {
        using var browser = await _shop.SignsInHalfway(Ann, back: "/account/password");
        _shop.Clock.Advance(TimeSpan.FromMinutes(10));
        using var late = await browser.SendCode(_shop.NextCode(_phone));
        late.Headers.Location!.OriginalString.ShouldBe("/account/sign-in?done=late&return=%2Faccount%2Fpassword");
        (await browser.Read("/account/sign-in?done=late")).ShouldContain("longer than ten minutes");

        using var forged = _shop.NewBrowser();
        forged.DefaultRequestHeaders.Add("Cookie", "gg_sign_in=a.b.c");
        using var refused = await forged.SendCode(_shop.NextCode(_phone));
        refused.Headers.Location!.OriginalString.ShouldBe("/account/sign-in?done=late");
        (await _shop.Get<ISecondFactor>().FinishSignInAsync("forged", _shop.NextCode(_phone), "192.0.2.1", Ct)).Error!.Code.ShouldBe("sign_in_again");
    }

    [Fact]
    public async Task Somebody_elses_session_goes_on_until_the_sign_in_is_whole_and_never_becomes_hers()
    {
        await _shop.HasCustomer("bob@example.com", "Bob Builder");
        using var browser = _shop.NewBrowser();
        using var bobs = await browser.SendSignIn("bob@example.com");
        var before = SessionOf(bobs);
        using var half = await browser.SendSignIn(Ann);
        half.Headers.Location!.OriginalString.ShouldBe("/account/sign-in/code");
        (await browser.Read("/me/summary")).ShouldContain("Bob Builder");

        using var whole = await browser.SendCode(_shop.NextCode(_phone));

        (await browser.Read("/me/summary")).ShouldContain("Ann Lovelace");
        SessionOf(whole).ShouldNotBe(before);
        using var planted = _shop.NewBrowser();
        planted.DefaultRequestHeaders.Add("Cookie", $"gg_session={before}");
        (await planted.Read("/me/summary")).ShouldContain("\"name\":null", Case.Sensitive, "what was in this browser before ended with her sign-in");
    }

    [Fact]
    public async Task Another_accounts_code_does_not_finish_hers()
    {
        var (_, bob) = await _shop.HasCustomer("bob@example.com", "Bob Builder");
        var his = await _shop.TurnsOnSecondFactor(bob);
        using var browser = await _shop.SignsInHalfway(Ann);

        using var code = await browser.SendCode(_shop.NextCode(his));
        code.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var recovery = await browser.SendRecoveryCode(his.Codes[0]);
        recovery.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await _shop.Count("accounts_recovery_codes WHERE used_at IS NOT NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task The_owner_of_the_first_start_is_not_closed_out_by_the_second_factor_of_who_took_his_address()
    {
        const string address = "owner@giggatek.example";
        var (_, stranger) = await _shop.HasCustomer(address, "A stranger");
        await _shop.TurnsOnSecondFactor(stranger);

        var owner = (await _shop.Get<IAccountsAdmin>().EnsureOwnerAsync(Ct)).ShouldNotBeNull();

        using var browser = await _shop.SignsIn(owner.Email, owner.OneTimePassword);
        using var first = await browser.GetAsync("/admin", Ct);
        first.Headers.Location!.OriginalString.ShouldBe("/account/password");
    }

    private async Task<Result<SignedIn>> Tries(string code, string client = "192.0.2.1")
    {
        var pending = (await _shop.Get<IAccounts>().SignInAsync(Ann, People.Password, client, Ct)).Value.ShouldNotBeNull();
        pending.Person.ShouldBeNull();
        return await _shop.Get<ISecondFactor>().FinishSignInAsync(pending.Pending.ShouldNotBeNull(), code, client, Ct);
    }

    private static string SessionOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("gg_session=", StringComparison.Ordinal)).Split('=', ';')[1];
}

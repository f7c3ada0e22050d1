using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Notifications;
using GigGatek.Tests.Integration.Payments;
using GigGatek.Tests.Integration.Sealing;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>The account's page of the second factor, by HTTP and without script. Signing in with one: SecondFactorSignInTests.</summary>
public sealed partial class SecondFactorTests : IAsyncLifetime
{
    private const string Ann = "ann@example.com";

    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task It_is_turned_on_by_the_first_code_of_the_app_and_other_sessions_end()
    {
        var (ann, here) = await _shop.HasCustomer(Ann);
        var elsewhere = await _shop.SignsIn(Ann);
        using var refused = await here.Send("/account/second-factor/offer", ("currentPassword", "not her password"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Body()).ShouldContain("field-currentPassword-error");

        using var offered = await here.Send("/account/second-factor/offer", ("currentPassword", People.Password));
        offered.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var page = await offered.Body();
        page.ShouldContain("<svg class=\"qr\"");
        page.ShouldNotContain("style=");
        page.ShouldNotContain("data:image");
        var secret = SecondFactors.SecretOf(page);
        secret.Length.ShouldBe(32, "160 bits in Base32");
        var token = Offer().Match(page).Groups[1].Value;
        using var wrong = await here.Send("/account/second-factor/on", ("offer", token), ("code", _shop.WrongCode(new Phone(secret, []))));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        SecondFactors.SecretOf(await wrong.Body()).ShouldBe(secret, "the app has it already");
        (await _shop.Count("accounts_second_factors")).ShouldBe(0);
        (await elsewhere.IsSignedIn()).ShouldBeTrue();

        using var on = await here.Send("/account/second-factor/on", ("offer", token), ("code", _shop.CodeNow(secret)));
        on.StatusCode.ShouldBe(HttpStatusCode.OK, await on.Body());
        on.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var codes = SecondFactors.CodesOf(await on.Body());
        codes.Count.ShouldBe(10);
        codes.ShouldBeUnique();
        codes.ShouldAllBe(code => RecoveryCode().IsMatch(code));
        (await here.IsSignedIn()).ShouldBeTrue();
        (await elsewhere.IsSignedIn()).ShouldBeFalse();
        var state = await here.Read("/account/second-factor");
        state.ShouldContain("<span class=\"figure\">10</span> of 10 are left");
        state.ShouldNotContain(codes[0]);
        (await here.Read("/account")).ShouldContain("Your second factor is on");
        (await TrailOf(ann, "second-factor.on")).Actor.ShouldBe("Ann Lovelace");
        (await MailAbout("was turned on")).ShouldContain("asks for a code of your app");
    }

    [Fact]
    public async Task An_address_that_nobody_has_confirmed_gets_none_since_it_may_be_another_persons()
    {
        await _shop.Registers(Ann);
        var browser = await _shop.SignsIn(Ann);

        (await browser.Read("/account/second-factor")).ShouldContain("Confirm your mail address first");
        using var refused = await browser.Send("/account/second-factor/offer", ("currentPassword", People.Password));

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Body()).ShouldNotContain("factor-secret");
    }

    [Fact]
    public async Task An_offer_is_for_one_person_and_for_half_an_hour()
    {
        var (_, ann) = await _shop.HasCustomer(Ann);
        var (_, bob) = await _shop.HasCustomer("bob@example.com", "Bob Builder");
        var (secret, token) = await ann.IsOfferedASecret();

        using var anothers = await bob.Send("/account/second-factor/on", ("offer", token), ("code", _shop.CodeNow(secret)));
        anothers.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var forged = await ann.Send("/account/second-factor/on", ("offer", token[..^2] + "xx"), ("code", _shop.CodeNow(secret)));
        forged.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        _shop.Clock.Advance(TimeSpan.FromMinutes(30));
        using var late = await ann.Send("/account/second-factor/on", ("offer", token), ("code", _shop.CodeNow(secret)));
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await late.Body()).ShouldContain("Begin again");
        (await _shop.Count("accounts_second_factors")).ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_that_turn_it_on_at_once_one_does_and_the_codes_of_that_one_count()
    {
        var (_, here) = await _shop.HasCustomer(Ann);
        var (secret, token) = await here.IsOfferedASecret();
        var code = _shop.CodeNow(secret);
        var userId = (await _shop.Get<IAccountsAdmin>().ListAsync(Ann, null, Ct)).Items[0].UserId;

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _shop.Get<ISecondFactor>().TurnOnAsync(userId, token, code, Ct), Ct)));

        var on = answers.Single(answer => answer.Succeeded).Value!;
        answers.Where(answer => !answer.Succeeded).ShouldAllBe(answer => answer.Error!.Code == "changed_meanwhile" || answer.Error!.Code == "offer_ended");
        (await _shop.Count("accounts_recovery_codes")).ShouldBe(10);
        var browser = await _shop.SignsInHalfway(Ann);
        using var entered = await browser.SendRecoveryCode(on.Codes[9]);
        entered.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await entered.Body());
        (await _shop.Get<ISecondFactor>().OfferAsync(userId, People.Password, Ct)).Error!.Code.ShouldBe("second_factor_on");
    }

    [Fact]
    public async Task New_recovery_codes_take_the_place_of_the_old_ones()
    {
        var (ann, here) = await _shop.HasCustomer(Ann);
        var phone = await _shop.TurnsOnSecondFactor(here);
        using var unsure = await here.Send("/account/second-factor/codes", ("currentPassword", People.Password), ("code", _shop.WrongCode(phone)));
        unsure.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await unsure.Body()).ShouldContain("field-code-error");
        using var half = await here.Send("/account/second-factor/codes", ("currentPassword", "not her password"), ("code", _shop.NextCode(phone)));
        half.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        using var renewed = await here.Send("/account/second-factor/codes", ("currentPassword", People.Password), ("code", _shop.NextCode(phone)));

        renewed.StatusCode.ShouldBe(HttpStatusCode.OK, await renewed.Body());
        var codes = SecondFactors.CodesOf(await renewed.Body());
        codes.ShouldNotContain(phone.Codes[0]);
        (await here.IsSignedIn()).ShouldBeTrue();
        var browser = await _shop.SignsInHalfway(Ann);
        using var old = await browser.SendRecoveryCode(phone.Codes[0]);
        old.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var entered = await browser.SendRecoveryCode(codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        entered.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await entered.Body());
        await TrailOf(ann, "second-factor.renew-codes");
        await MailAbout("You have new recovery codes");
    }

    [Fact]
    public async Task It_is_turned_off_with_password_and_code_and_then_the_password_signs_in()
    {
        var (ann, here) = await _shop.HasCustomer(Ann);
        var phone = await _shop.TurnsOnSecondFactor(here);
        using var unsure = await here.Send("/account/second-factor/off", ("currentPassword", People.Password), ("code", ""));
        unsure.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await _shop.Count("accounts_second_factors")).ShouldBe(1);
        var elsewhere = await _shop.SignsInHalfway(Ann);
        using var entered = await elsewhere.SendCode(_shop.NextCode(phone));

        using var off = await here.Send("/account/second-factor/off", ("currentPassword", People.Password), ("code", phone.Codes[3]));

        off.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await off.Body());
        (await here.Read("/account/second-factor?done=off")).ShouldContain("Your second factor is off");
        (await elsewhere.IsSignedIn()).ShouldBeFalse();
        (await _shop.Count("accounts_recovery_codes")).ShouldBe(0);
        (await (await _shop.SignsIn(Ann)).IsSignedIn()).ShouldBeTrue();
        using var again = await here.Send("/account/second-factor/off", ("currentPassword", People.Password), ("code", _shop.NextCode(phone)));
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await TrailOf(ann, "second-factor.off");
        (await MailAbout("was turned off")).ShouldContain("If it was not you, choose a new password");
    }

    [Fact]
    public async Task A_stolen_session_cannot_try_codes_for_ever()
    {
        var (_, here) = await _shop.HasCustomer(Ann);
        var phone = await _shop.TurnsOnSecondFactor(here);
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            using var wrong = await here.Send("/account/second-factor/off", ("currentPassword", People.Password), ("code", _shop.WrongCode(phone)));
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        using var right = await here.Send("/account/second-factor/off", ("currentPassword", People.Password), ("code", _shop.NextCode(phone)));
        right.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_rotation_of_keys_writes_the_secret_anew_and_its_codes_go_on()
    {
        var (_, here) = await _shop.HasCustomer(Ann);
        var phone = await _shop.TurnsOnSecondFactor(here);

        var key = await _shop.Rotates();
        (await _shop.Count($"accounts_second_factors WHERE secret LIKE '{key}.%'")).ShouldBe(0);
        await _shop.Reencrypts();

        (await _shop.Count($"accounts_second_factors WHERE secret LIKE '{key}.%'")).ShouldBe(1);
        var browser = await _shop.SignsInHalfway(Ann);
        using var entered = await browser.SendCode(_shop.NextCode(phone));
        entered.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await entered.Body());
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task The_people_pages_say_who_has_one()
    {
        var (_, owner) = await _shop.HasStaff("Owner");
        var (ann, here) = await _shop.HasCustomer(Ann);
        (await owner.Read($"/admin/people/{ann}")).ShouldContain("<dt>Second factor</dt><dd>Off</dd>");

        await _shop.TurnsOnSecondFactor(here);

        (await owner.Read($"/admin/people/{ann}")).ShouldContain("<dt>Second factor</dt><dd>On since ");
        Row().Matches(await owner.Read("/admin/people")).Select(row => row.Groups[1].Value).ShouldBe(["Off", "On"], "staff come first");
    }

    private async Task<AuditEntry> TrailOf(long userId, string action)
    {
        AuditEntry? found = null;
        await TestShop.Until(
            async () => (found = (await _shop.Get<IAccountsAdmin>().ListAuditAsync($"account {userId}", null, Ct)).Items.FirstOrDefault(entry => entry.Action == action)) is not null,
            $"{action} to stand in the trail");
        return found!;
    }

    private async Task<string> MailAbout(string subject)
    {
        MailSummary? mail = null;
        await TestShop.Until(
            async () => (mail = (await _shop.Get<IMailbox>().ListAsync(Ct)).FirstOrDefault(one => one.To == Ann && one.Subject.Contains(subject, StringComparison.Ordinal))) is not null,
            $"a mail about “{subject}”");
        return (await _shop.Get<IMailbox>().FindAsync(mail!.Id, Ct)).ShouldNotBeNull().Text.ReplaceLineEndings(" ");
    }

    [GeneratedRegex("name=\"offer\" value=\"([^\"]+)\"")]
    private static partial Regex Offer();

    [GeneratedRegex("^[2-9A-HJKMNP-TV-Z]{5}-[2-9A-HJKMNP-TV-Z]{5}$")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("<td>Yes</td>\\s*<td>(On|Off)</td>")]
    private static partial Regex Row();
}

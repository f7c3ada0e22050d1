using System.Net;
using System.Text.Json;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Tests.Integration.Accounts;

public sealed class RegisterTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_customer_registers_confirms_and_signs_in()
    {
        var (userId, browser) = await _shop.HasCustomer("ann@example.com", "Ann & Lovelace");

        var page = await browser.Read("/account");
        page.ShouldContain("Ann &amp; Lovelace");
        page.ShouldContain("No orders yet");
        page.ShouldNotContain("not confirmed yet");
        (await _shop.Get<IAccounts>().FindAsync(userId, Ct))!.EmailConfirmed.ShouldBeTrue();
        using var summary = JsonDocument.Parse(await browser.Read("/me/summary"));
        summary.RootElement.GetProperty("name").GetString().ShouldBe("Ann & Lovelace");
        summary.RootElement.GetProperty("cartCount").GetInt32().ShouldBe(0);
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task Opening_the_mailed_link_alone_confirms_nothing()
    {
        var userId = await _shop.Registers("ann@example.com");
        var link = (await _shop.Get<IAccounts>().CreateConfirmationLinkAsync(userId, Ct)).ShouldNotBeNull();

        using var scanner = _shop.NewBrowser();
        (await scanner.Read(link.Path)).ShouldContain("Confirm this address");

        (await _shop.Get<IAccounts>().FindAsync(userId, Ct))!.EmailConfirmed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_link_confirms_only_its_own_account_and_not_for_ever()
    {
        var ann = await _shop.Registers("ann@example.com");
        var bob = await _shop.Registers("bob@example.com");
        var accounts = _shop.Get<IAccounts>();
        var token = (await accounts.CreateConfirmationLinkAsync(ann, Ct))!.Path.Split("token=")[1];

        (await accounts.ConfirmEmailAsync(bob, token, Ct)).Error!.Code.ShouldBe("bad_link");
        (await accounts.ConfirmEmailAsync(ann, token[..^2], Ct)).Error!.Code.ShouldBe("bad_link");
        (await accounts.ResetPasswordAsync(ann, token, "another kettle today", Ct)).Error!.Code.ShouldBe("bad_link");
        _shop.Clock.Advance(TimeSpan.FromDays(8));
        (await accounts.ConfirmEmailAsync(ann, token, Ct)).Error!.Code.ShouldBe("bad_link");
    }

    [Fact]
    public async Task A_known_and_an_unknown_address_get_the_same_answer()
    {
        await _shop.Registers("ann@example.com");
        using var browser = _shop.NewBrowser();

        using var known = await browser.Send("/account/register", ("email", "Ann@Example.com"), ("displayName", "Eve"), ("password", "tuesday lamp harbour"));
        using var unknown = await browser.Send("/account/register", ("email", "new@example.com"), ("displayName", "Eve"), ("password", "tuesday lamp harbour"));

        known.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        unknown.StatusCode.ShouldBe(known.StatusCode);
        unknown.Headers.Location.ShouldBe(known.Headers.Location);
        (await unknown.Body()).ShouldBe(await known.Body());
        (await _shop.Get<IAccountsAdmin>().ListAsync("ann@example.com", null, Ct)).Items.ShouldHaveSingleItem().DisplayName.ShouldBe("Ann Lovelace");
    }

    [Fact]
    public async Task Of_five_at_once_with_one_address_one_gets_the_account()
    {
        var accounts = _shop.Get<IAccounts>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(n => accounts.RegisterAsync("ann@example.com", $"Ann {n}", People.Password, "192.0.2.1", Ct)));

        answers.ShouldAllBe(answer => answer.Succeeded);
        (await _shop.Get<IAccountsAdmin>().ListAsync(null, null, Ct)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_except_the_password()
    {
        using var browser = _shop.NewBrowser();

        using var answer = await browser.Send("/account/register", ("email", "ann@example"), ("displayName", "Ann <b>"), ("password", "Sesame-Open-1"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.Body();
        page.ShouldContain("value=\"ann@example\"");
        page.ShouldContain("Ann &lt;b&gt;");
        page.ShouldContain("aria-describedby=\"field-email-error");
        page.ShouldNotContain("Sesame-Open-1");
    }

    [Fact]
    public async Task A_weak_password_is_refused_at_its_field()
    {
        using var browser = _shop.NewBrowser();

        using var answer = await browser.Send("/account/register", ("email", "ann@example.com"), ("displayName", "Ann"), ("password", "Password2024!"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Body()).ShouldContain("id=\"field-password-error\"");
    }

    [Fact]
    public async Task Nothing_personal_is_readable_in_the_database()
    {
        await _shop.Registers("findme.unlikely@example.com", "Findme Unlikely");

        var text = _shop.Database.ReadEverything();
        text.ShouldContain("accounts_users");
        text.ShouldNotContain("findme", Case.Insensitive);
    }
}

using System.Net;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Tests.Integration.Accounts;

public sealed class RoleTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IAccountsAdmin Admin => _shop.Get<IAccountsAdmin>();

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task The_owner_is_made_once_by_whoever_starts_first()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Admin.EnsureOwnerAsync(Ct)));

        var owner = answers.OfType<OwnerCredentials>().ShouldHaveSingleItem();
        owner.Email.ShouldBe("owner@giggatek.example");
        owner.OneTimePassword.ShouldMatch("^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$");
        (await Admin.EnsureOwnerAsync(Ct)).ShouldBeNull();
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task A_one_time_password_opens_one_page_until_another_is_chosen()
    {
        var owner = (await Admin.EnsureOwnerAsync(Ct)).ShouldNotBeNull();
        var browser = await _shop.SignsIn(owner.Email, owner.OneTimePassword);
        foreach (var path in (string[])["/admin", "/admin/people", "/account", "/cart", "/checkout"])
        {
            using var held = await browser.GetAsync(path, Ct);
            held.StatusCode.ShouldBe(HttpStatusCode.SeeOther, path);
            held.Headers.Location!.OriginalString.ShouldBe("/account/password", path);
        }

        using var changed = await browser.Send("/account/password", ("currentPassword", owner.OneTimePassword), ("newPassword", "kite marble friday"));
        changed.Headers.Location!.OriginalString.ShouldBe("/admin");
        (await browser.Read("/admin/people")).ShouldContain("owner@giggatek.example");
    }

    [Fact]
    public async Task An_address_that_someone_took_before_the_first_start_does_not_make_him_the_owner()
    {
        var (_, squatter) = await _shop.HasCustomer("owner@giggatek.example");

        var owner = (await Admin.EnsureOwnerAsync(Ct)).ShouldNotBeNull();

        (await squatter.IsSignedIn()).ShouldBeFalse();
        using var browser = _shop.NewBrowser();
        using var old = await browser.SendSignIn("owner@giggatek.example");
        old.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var right = await browser.SendSignIn(owner.Email, owner.OneTimePassword);
        right.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_role_counts_at_once_when_given_and_when_taken()
    {
        var (userId, browser) = await _shop.HasCustomer("ann@example.com");
        (await StatusOf(browser, "/admin/audit")).ShouldBe(HttpStatusCode.Forbidden);

        (await Admin.SetRoleAsync(Actor.System, userId, "Auditor", has: true, Ct)).Error.ShouldBeNull();
        (await StatusOf(browser, "/admin/audit")).ShouldBe(HttpStatusCode.OK);

        (await Admin.SetRoleAsync(Actor.System, userId, "Auditor", has: false, Ct)).Error.ShouldBeNull();
        (await StatusOf(browser, "/admin/audit")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_owner_gives_a_role_by_a_form_and_the_trail_names_both()
    {
        var (ownerId, owner) = await _shop.HasStaff("Owner");
        var (userId, _) = await _shop.HasCustomer("ann@example.com");

        using var given = await owner.Send($"/admin/people/{userId}/role", ("role", "Orders desk"), ("has", "true"));
        using var repeated = await owner.Send($"/admin/people/{userId}/role", ("role", "Orders desk"), ("has", "true"));

        given.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await given.Body());
        repeated.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await TestShop.Until(async () => (await Entries(userId)).Count > 0, "the change stands in the trail");
        var entry = (await Entries(userId)).ShouldHaveSingleItem();
        entry.Actor.ShouldBe("Owner person");
        entry.Action.ShouldBe("role.give");
        entry.Details.ShouldBe("Orders desk");
        (await owner.Read($"/admin/audit?subject=account%20{userId}")).ShouldContain("role.give");
        ownerId.ShouldNotBe(userId);
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task The_last_owner_keeps_his_role()
    {
        var (ownerId, owner) = await _shop.HasStaff("Owner");

        using var refused = await owner.Send($"/admin/people/{ownerId}/role", ("role", "Owner"), ("has", "false"));

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Body()).ShouldContain("Make someone else an owner first");
        (await StatusOf(owner, "/admin/people")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_owners_who_dismiss_each_other_at_once_leave_one()
    {
        var (first, _) = await _shop.HasCustomer("ann@example.com");
        var (second, _) = await _shop.HasCustomer("bob@example.com");
        for (var round = 0; round < 10; round++)
        {
            (await Admin.SetRoleAsync(Actor.System, first, "Owner", has: true, Ct)).Error.ShouldBeNull();
            (await Admin.SetRoleAsync(Actor.System, second, "Owner", has: true, Ct)).Error.ShouldBeNull();

            var answers = await Task.WhenAll(
                Task.Run(() => Admin.SetRoleAsync(Actor.System, first, "Owner", has: false, Ct), Ct),
                Task.Run(() => Admin.SetRoleAsync(Actor.System, second, "Owner", has: false, Ct), Ct));

            answers.Count(answer => answer.Succeeded).ShouldBe(1);
            answers.Single(answer => !answer.Succeeded).Error!.Code.ShouldBe("last_owner");
            await _shop.ShouldBalance();
        }
    }

    [Fact]
    public async Task A_role_is_not_given_to_an_address_that_nobody_has_proved()
    {
        var userId = await _shop.Registers("ann@example.com");

        (await Admin.SetRoleAsync(Actor.System, userId, "Auditor", has: true, Ct)).Error!.Code.ShouldBe("not_confirmed");
    }

    [Fact]
    public async Task People_are_listed_staff_first_and_page_by_page()
    {
        var (auditor, _) = await _shop.HasStaff("Auditor");
        var accounts = _shop.Get<IAccounts>();
        for (var n = 0; n < 55; n++)
        {
            (await accounts.RegisterAsync($"person{n}@example.com", $"Person {n}", People.Password, $"192.0.2.{n}", Ct)).Error.ShouldBeNull();
        }

        var first = await Admin.ListAsync(null, null, Ct);
        var second = await Admin.ListAsync(null, first.Next, Ct);

        first.Items.Count.ShouldBe(50);
        first.Items[0].UserId.ShouldBe(auditor);
        first.Items[1].DisplayName.ShouldBe("Person 54");
        second.Items.Count.ShouldBe(6);
        second.Next.ShouldBeNull();
        first.Items.Concat(second.Items).Select(person => person.UserId).Distinct().Count().ShouldBe(56);
    }

    private async Task<IReadOnlyList<AuditEntry>> Entries(long userId) => (await Admin.ListAuditAsync($"account {userId}", null, Ct)).Items;

    private static async Task<HttpStatusCode> StatusOf(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(path, Ct);
        return answer.StatusCode;
    }
}

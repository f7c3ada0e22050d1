using System.Net;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>The setting <c>Accounts:StaffNeedSecondFactor</c>: the back office opens to sessions that were made with one.</summary>
[Trait("Database", "any")]
public sealed class StaffSecondFactorTests : IAsyncLifetime
{
    private readonly TestShop _shop = new() { Settings = { ["Accounts:StaffNeedSecondFactor"] = "true" } };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Staff_are_led_to_turn_it_on_and_then_the_back_office_opens()
    {
        var (userId, desk) = await _shop.HasStaff("Orders desk");
        foreach (var path in new[] { "/admin", "/admin/orders", "/admin/people" })
        {
            using var refused = await desk.GetAsync(path, Ct);
            refused.Headers.Location!.OriginalString.ShouldBe("/account/second-factor", path);
        }

        using var posted = await desk.Send("/admin/orders/1/cancel", ("cancelReason", "x"));
        posted.Headers.Location!.OriginalString.ShouldBe("/account/second-factor");
        (await desk.Read("/account/second-factor")).ShouldContain("The back office of this shop opens to those with a second factor only");
        (await desk.Read("/account")).ShouldContain("The back office asks for a second factor");
        (await desk.Read("/account")).ShouldNotContain("To the back office");

        var phone = await _shop.TurnsOnSecondFactor(desk);
        (await desk.Read("/admin/orders")).ShouldContain("Orders");
        using var people = await desk.GetAsync("/admin/people", Ct);
        people.StatusCode.ShouldBe(HttpStatusCode.Forbidden, "his role does not allow it");
        using var browser = await _shop.SignsInHalfway("orders.desk@example.com");
        using var entered = await browser.SendCode(_shop.NextCode(phone));
        entered.Headers.Location!.OriginalString.ShouldBe("/admin");
        (await browser.Read("/admin/orders")).ShouldContain("Orders");

        (await _shop.Get<IAccountsAdmin>().TurnOffSecondFactorAsync(Actor.System, userId, Ct)).Error.ShouldBeNull();
        (await browser.IsSignedIn()).ShouldBeFalse();
        using var again = await (await _shop.SignsIn("orders.desk@example.com")).GetAsync("/admin", Ct);
        again.Headers.Location!.OriginalString.ShouldBe("/account/second-factor");
    }

    [Fact]
    public async Task Who_changes_his_password_keeps_what_his_session_has_shown()
    {
        var (_, owner) = await _shop.HasStaff("Owner");
        await _shop.TurnsOnSecondFactor(owner);

        using var changed = await owner.Send("/account/password", ("currentPassword", People.Password), ("newPassword", "harbour lamp tuesday"));

        changed.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await changed.Body());
        (await owner.Read("/admin/people")).ShouldContain("People");
    }

    [Fact]
    public async Task The_first_owner_chooses_a_password_turns_it_on_and_is_in()
    {
        var first = (await _shop.Get<IAccountsAdmin>().EnsureOwnerAsync(Ct)).ShouldNotBeNull();
        var owner = await _shop.SignsIn(first.Email, first.OneTimePassword);
        using var chosen = await owner.Send("/account/password", ("currentPassword", first.OneTimePassword), ("newPassword", People.Password));
        using var led = await owner.GetAsync(chosen.Headers.Location, Ct);
        led.Headers.Location!.OriginalString.ShouldBe("/account/second-factor");

        await _shop.TurnsOnSecondFactor(owner);

        (await owner.Read("/admin/people")).ShouldContain("owner@giggatek.example");
    }

    [Fact]
    public async Task Customers_are_not_asked()
    {
        var (_, customer) = await _shop.HasCustomer("ann@example.com");

        (await customer.Read("/account/second-factor")).ShouldNotContain("The back office of this shop");
        using var refused = await customer.GetAsync("/admin", Ct);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_setting_counts_for_sessions_that_are_there_already()
    {
        await _shop.Stop();
        _shop.Settings["Accounts:StaffNeedSecondFactor"] = "false";
        await _shop.Start();
        var (_, without) = await _shop.HasStaff("Auditor");
        var (_, with) = await _shop.HasStaff("Owner");
        await _shop.TurnsOnSecondFactor(with);
        (await without.Read("/admin/orders")).ShouldContain("Orders");

        await _shop.Stop();
        _shop.Settings["Accounts:StaffNeedSecondFactor"] = "true";
        await _shop.Start();

        using var refused = await without.GetAsync("/admin/orders", Ct);
        refused.Headers.Location!.OriginalString.ShouldBe("/account/second-factor");
        (await with.Read("/admin/orders")).ShouldContain("Orders");
    }
}

using GigGatek.Accounts.Migrations;
using GigGatek.Accounts.Roles;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Tests.Unit.Accounts;

public sealed class ShopRolesTests
{
    [Fact]
    public void The_owner_may_do_everything() => ShopRoles.PermissionsOf([ShopRoles.Owner]).ShouldBe(Permissions.All);

    [Fact]
    public void An_auditor_changes_nothing() =>
        ShopRoles.PermissionsOf(["Auditor"]).ShouldBe([Permissions.OrdersRead, Permissions.AuditRead]);

    [Fact]
    public void Two_roles_add_up_without_repeating() =>
        ShopRoles.PermissionsOf(["Auditor", "Orders desk"])
            .ShouldBe([Permissions.OrdersRead, Permissions.OrdersShip, Permissions.OrdersRefund, Permissions.AuditRead]);

    [Fact]
    public void A_role_of_another_version_allows_nothing() => ShopRoles.PermissionsOf(["Night watch"]).ShouldBeEmpty();

    [Fact]
    public void Only_an_owner_hands_out_roles() =>
        ShopRoles.All.Where(role => role.Permissions.Contains(Permissions.PeopleEdit)).Select(role => role.Name).ShouldBe([ShopRoles.Owner]);

    [Fact]
    public void Every_role_has_its_count_in_the_schema() =>
        CreateAccountsRoles.Names.ShouldBe(ShopRoles.All.Select(role => role.Name));
}

using GigGatek.Contracts.Accounts;

namespace GigGatek.Accounts.Roles;

/// <summary>The roles of the shop. Who may what is decided here and reviewed with the code; who holds which role is data.</summary>
internal static class ShopRoles
{
    public const string Owner = "Owner";

    public static IReadOnlyList<Role> All { get; } =
    [
        new(Owner, "Everything, people and roles included.", Permissions.All),
        new("Orders desk", "Sees orders, ships, cancels and refunds them.", [Permissions.OrdersRead, Permissions.OrdersShip, Permissions.OrdersRefund]),
        new("Catalogue desk", "Changes products, prices and stock, imports files, keeps discount codes.", [Permissions.CatalogEdit, Permissions.CatalogImport, Permissions.DiscountsEdit]),
        new("Auditor", "Reads orders and the audit trail, changes nothing.", [Permissions.AuditRead, Permissions.OrdersRead]),
    ];

    public static Role? Find(string name) => All.FirstOrDefault(role => role.Name == name);

    /// <summary>In the order of <see cref="Permissions.All"/>. A role that this version does not know allows nothing.</summary>
    public static IReadOnlyList<string> PermissionsOf(IReadOnlyList<string> roles)
    {
        var held = All.Where(role => roles.Contains(role.Name)).SelectMany(role => role.Permissions).ToHashSet();
        return [.. Permissions.All.Where(held.Contains)];
    }
}

using GigGatek.Contracts.Accounts;

namespace GigGatek.Storefront.Layout;

/// <summary>One entry of the back office's side navigation.</summary>
/// <param name="Permission">Who lacks it does not see the entry; the page itself refuses too.</param>
public sealed record AdminEntry(string Label, string Path, string Icon, string Permission);

/// <summary>The back office's table of contents.</summary>
public static class AdminNavigation
{
    public static IReadOnlyList<AdminEntry> Entries { get; } =
    [
        new("Dashboard", "/admin", "gauge", Permissions.OrdersRead),
        new("Orders", "/admin/orders", "box", Permissions.OrdersRead),
        new("Products", "/admin/products", "chip", Permissions.CatalogEdit),
        new("Imports", "/admin/imports", "upload", Permissions.CatalogImport),
        new("Discounts", "/admin/discounts", "tag", Permissions.DiscountsEdit),
        new("People", "/admin/people", "person", Permissions.PeopleEdit),
        new("API keys", "/admin/api-keys", "key", Permissions.PeopleEdit),
        new("Webhooks", "/admin/webhooks", "signal", Permissions.PeopleEdit),
        new("Audit trail", "/admin/audit", "list", Permissions.AuditRead),
        new("Browser reports", "/admin/reports", "shield", Permissions.AuditRead),
    ];
}

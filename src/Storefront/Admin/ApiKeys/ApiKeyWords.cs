using GigGatek.Contracts.Accounts;
using GigGatek.Storefront.Words;

namespace GigGatek.Storefront.Admin.ApiKeys;

/// <summary>How the back office speaks of keys.</summary>
internal static class ApiKeyWords
{
    /// <summary>What a scope lets a program do.</summary>
    public static string Allows(string scope) => scope switch
    {
        ApiScopes.Shop => "Buy for the account: its carts, quotes and orders",
        Permissions.OrdersRead => "See the orders of all customers, and the figures of the shop",
        Permissions.OrdersShip => "Ship orders",
        Permissions.OrdersRefund => "Cancel orders and give money back",
        Permissions.CatalogEdit => "Change products, prices and stock",
        Permissions.CatalogImport => "Import catalogue files",
        Permissions.DiscountsEdit => "Create discount codes, switch them on and off",
        Permissions.AuditRead => "Read the audit trail",
        Permissions.PeopleEdit => "See people, give them roles, and make keys",
        _ => "Nothing in this version of the shop, which does not know it",    // a key of a version that was taken back
    };

    /// <summary>The beginning of a key, to tell keys apart: <c>gg_k3m9xw2p7q4h…</c>.</summary>
    public static string Begin(ApiKey key) => $"gg_{key.Prefix}…";

    /// <summary>One word, which also names the style of its mark.</summary>
    public static string State(ApiKey key, DateTimeOffset now) =>
        key.RevokedAt is not null ? "revoked"
        : !key.IsOpenAt(now) ? "ended"
        : key.ReplacedBy is not null ? "replaced"
        : "open";

    public static string End(ApiKey key) => key.ExpiresAt is { } end ? Say.Date(end) : "never";

    public static string LastUse(ApiKey key) => key.LastUsedAt is { } at ? Say.DateTime(at) : "never";
}

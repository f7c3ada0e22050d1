namespace GigGatek.Tests.Browser;

/// <summary>Every kind of page that needs nothing but its address.</summary>
internal static class Pages
{
    public static TheoryData<string> Public { get; } =
    [
        "/", "/c/cpu", "/c/components", "/c/cpu?stock=1&grade=Good", "/c/cpu?min.core_count=15&max.core_count=15.5", "/search?q=ryzen", "/search?q=zzzzqqqq",
        "/search", "/compare", "/cart", "/help/grades", "/help/warranty", "/help/returns", "/help/shipping",
        "/api", "/api/problems", "/api/problems/bad_query", "/api/reference",
        "/account/sign-in", "/account/register", "/account/forgot", "/dev/mail", "/no-such-page", "/orders/no-such-secret",
    ];

    public static TheoryData<string> Office { get; } =
    [
        "/admin", "/admin/orders", "/admin/orders?state=Paid", "/admin/products", "/admin/products?q=zzzzqqqq", "/admin/imports",
        "/admin/discounts", "/admin/people", "/admin/api-keys", "/admin/webhooks", "/admin/audit", "/admin/reports", "/account", "/account/password", "/account/second-factor", "/account/sessions",
    ];
}

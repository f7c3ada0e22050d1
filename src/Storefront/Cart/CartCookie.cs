using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.Cart;

/// <summary>
/// The cookie that holds a cart's id, and nothing else. It is set only when something was added, so a visit that only
/// looks leaves no trace.
/// </summary>
internal static class CartCookie
{
    private const string Name = "gg_cart";

    private const int LongestId = 64;

    /// <summary>The visitor's cart id; null without one. What cannot be an id counts as none.</summary>
    public static string? Read(HttpRequest request) =>
        request.Cookies.TryGetValue(HostCookie.Name(Name, request.IsHttps), out var id) && id.Length is > 0 and <= LongestId && id.All(IsIdCharacter) ? id : null;

    /// <summary>Keeps the id for sixty days from now.</summary>
    public static void Write(HttpContext context, string cartId) =>
        context.Response.Cookies.Append(HostCookie.Name(Name, context.Request.IsHttps), cartId, Options(context, TimeSpan.FromDays(60)));

    /// <summary>Of someone else who used this machine.</summary>
    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(HostCookie.Name(Name, context.Request.IsHttps), Options(context, null));

    private static CookieOptions Options(HttpContext context, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        MaxAge = lifetime,
        Path = "/",
        IsEssential = true,
    };

    private static bool IsIdCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}

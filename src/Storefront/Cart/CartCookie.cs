using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.Cart;

/// <summary>
/// The cookie that holds a cart's id, and nothing else. It is set only when something was added, so a visit that only
/// looks leaves no trace.
/// </summary>
internal static class CartCookie
{
    public const string Name = "gg_cart";

    private const int LongestId = 64;

    /// <summary>The visitor's cart id; null without one. What cannot be an id counts as none.</summary>
    public static string? Read(HttpRequest request) =>
        request.Cookies.TryGetValue(Name, out var id) && id.Length is > 0 and <= LongestId && id.All(IsIdCharacter) ? id : null;

    /// <summary>Keeps the id for sixty days from now.</summary>
    public static void Write(HttpContext context, string cartId) =>
        context.Response.Cookies.Append(Name, cartId, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(60),
            Path = "/",
            IsEssential = true,
        });

    private static bool IsIdCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}

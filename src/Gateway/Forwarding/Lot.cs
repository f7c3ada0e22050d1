using System.Globalization;
using System.Security.Cryptography;
using GigGatek.Gateway.Shops;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Gateway.Forwarding;

/// <summary>
/// A number drawn at random that decides a visitor's colour: he stays with it while a release is shifted, and the weights hold for
/// all visitors, new and old. A colour's name in its place would leave everyone who came before where he was. See docs/decisions/0016.
/// </summary>
internal static class Lot
{
    public const string CookieName = "gg_lot";

    public const int PerPercent = 100;

    private const int Count = 100 * PerPercent;

    /// <summary>The one he brings, or a new one. Where all visitors go to one colour it decides nothing, and none is drawn.</summary>
    public static int Of(HttpRequest request, Traffic traffic) => traffic.IsDivided ? Find(request) ?? RandomNumberGenerator.GetInt32(Count) : 0;

    /// <summary>
    /// Lets the visitor keep it, while there is a choice to keep and only on an answer that is his alone: what a cache may store
    /// carries no cookie, and who only looks at public pages gets none.
    /// </summary>
    public static void Keep(HttpContext context, Traffic traffic, int lot)
    {
        if (!traffic.IsDivided || Find(context.Request) is not null || !IsPrivate(context))
        {
            return;
        }

        context.Response.Cookies.Append(HostCookie.Name(CookieName, context.Request.IsHttps), lot.ToString(CultureInfo.InvariantCulture), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = "/",
            IsEssential = true,
        });
    }

    private static int? Find(HttpRequest request) =>
        request.Cookies.TryGetValue(HostCookie.Name(CookieName, request.IsHttps), out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lot) && lot < Count ? lot : null;

    private static bool IsPrivate(HttpContext context)
    {
        var control = context.Response.Headers.CacheControl.ToString();
        return control.Contains("no-store", StringComparison.OrdinalIgnoreCase) || control.Contains("private", StringComparison.OrdinalIgnoreCase);
    }
}

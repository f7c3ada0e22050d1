using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace GigGatek.Storefront.SignIn;

/// <summary>
/// Hides the session from pages that are the same for everyone: what must not depend on a visitor cannot see him, and
/// costs no look at his account.
/// </summary>
internal sealed class PrivateCookies : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => IsForEveryone(context) ? null : _cookies.GetRequestCookie(context, key);

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, key, value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _cookies.DeleteCookie(context, key, options);

    /// <summary>Whether a request brings a session to a page that looks at it.</summary>
    public static bool HasSession(HttpContext context) => context.Request.Cookies.ContainsKey(Session.CookieName) && !IsForEveryone(context);

    private static bool IsForEveryone(HttpContext context) =>
        context.GetEndpoint() is not { } endpoint
        || endpoint.Metadata.GetMetadata<IOutputCachePolicy>() is not null
        || context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
}

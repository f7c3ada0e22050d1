using GigGatek.Platform.Security;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace GigGatek.Storefront.SignIn;

/// <summary>
/// The cookie between the right password and the code: what the accounts module wants back, and where the visitor was going. It opens nothing; the session's
/// cookie is set when the sign-in is whole. It goes to the pages of the sign-in only.
/// </summary>
internal sealed class HalfSignIn(SignedTokens tokens, IOptions<ShopOptions> shop)
{
    public const string CookieName = "gg_sign_in";

    private const string Purpose = "storefront.half-sign-in";
    private const string SignInPath = "/account/sign-in";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public void Keep(HttpContext context, PendingSignIn half) => context.Response.Cookies.Append(NameFor(context), tokens.Write(Purpose, half), Options(context, Lifetime));

    /// <summary>Null without one.</summary>
    public PendingSignIn? Find(HttpRequest request) => request.Cookies.TryGetValue(NameFor(request.HttpContext), out var kept) ? tokens.Read<PendingSignIn>(Purpose, kept) : null;

    public void Forget(HttpContext context) => context.Response.Cookies.Delete(NameFor(context), Options(context, null));

    private CookieOptions Options(HttpContext context, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        Secure = IsSecure(context),
        Path = SignInPath,
        MaxAge = lifetime,
    };

    private string NameFor(HttpContext context) => HostCookie.NameBelow(CookieName, IsSecure(context));

    private bool IsSecure(HttpContext context) => context.Request.IsHttps || shop.Value.PublicUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A sign-in that has seen the right password.</summary>
/// <param name="Pending">Encrypted by the accounts module.</param>
/// <param name="Return">A path of this shop; empty for the usual one.</param>
internal sealed record PendingSignIn(string Pending, string Return);

using System.Globalization;
using System.Security.Claims;
using GigGatek.Contracts.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.SignIn;

/// <summary>
/// The session cookie. It holds who and a stamp, nothing else: name and permissions are asked for at each request, so a
/// role that was taken away is gone at once.
/// </summary>
internal static class Session
{
    public const string Scheme = "session";
    public const string CookieName = "gg_session";
    public const string PermissionClaim = "permission";
    public const string MustChangePasswordClaim = "must_change_password";

    private const string StampClaim = "stamp";

    public static Task Start(HttpContext context, SignedIn person)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, person.UserId.ToString(CultureInfo.InvariantCulture)), new(StampClaim, person.Stamp)], Scheme);
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    public static Task End(HttpContext context) => context.SignOutAsync(Scheme);

    /// <summary>Who the cookie says it is; null for one that is not ours.</summary>
    public static (long UserId, string Stamp)? Read(ClaimsPrincipal? cookie) =>
        cookie?.UserId() is { } userId && cookie.FindFirstValue(StampClaim) is { } stamp ? (userId, stamp) : null;

    /// <summary>The person with what he may do now, for pages and policies.</summary>
    public static ClaimsPrincipal Describe(SignedIn person)
    {
        var identity = new ClaimsIdentity(Scheme);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, person.UserId.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new(StampClaim, person.Stamp));
        identity.AddClaim(new(ClaimTypes.Name, person.DisplayName));
        identity.AddClaims(person.Permissions.Select(permission => new Claim(PermissionClaim, permission)));
        if (person.MustChangePassword)
        {
            identity.AddClaim(new(MustChangePasswordClaim, "true"));
        }

        return new ClaimsPrincipal(identity);
    }
}

using System.Globalization;
using System.Security.Claims;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Storefront.SignIn;

/// <summary>
/// The session cookie. It holds who, the key to the session's row, and whether a second factor was shown, nothing else: name and permissions are
/// asked for at each request, so a role that was taken away is gone at once, and so is a session that was ended.
/// </summary>
internal static class Session
{
    public const string Scheme = "session";
    public const string CookieName = "gg_session";
    public const string PermissionClaim = "permission";
    public const string MustChangePasswordClaim = "must_change_password";

    /// <summary>On a session of staff that lacks the second factor which the back office asks for.</summary>
    public const string LacksSecondFactorClaim = "lacks_second_factor";

    private const string KeyClaim = "session_key";

    /// <summary>How the person proved himself (RFC 8176): <c>mfa</c> when it took a code beside the password.</summary>
    private const string MethodClaim = "amr";
    private const string WithSecondFactor = "mfa";

    /// <summary>What a new cookie says.</summary>
    /// <param name="withSecondFactor">True when this visitor has shown a code, now or when the session that this one follows began.</param>
    public static ClaimsPrincipal Make(SignedIn person, string key, bool withSecondFactor)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, person.UserId.ToString(CultureInfo.InvariantCulture)), new(KeyClaim, key)], Scheme);
        if (withSecondFactor)
        {
            identity.AddClaim(new(MethodClaim, WithSecondFactor));
        }

        return new ClaimsPrincipal(identity);
    }

    /// <summary>The key to the session's row; null without a session.</summary>
    public static string? SessionKey(this ClaimsPrincipal cookie) => cookie.FindFirstValue(KeyClaim);

    /// <summary>True for a session that was made with a second factor.</summary>
    public static bool HasSecondFactor(this ClaimsPrincipal cookie) => cookie.HasClaim(MethodClaim, WithSecondFactor);

    /// <summary>True for staff whose permissions wait for a second factor.</summary>
    public static bool LacksSecondFactor(this SignedIn person, ClaimsPrincipal cookie) => person.OfficeNeedsSecondFactor && !cookie.HasSecondFactor();

    /// <summary>The person with what he may do now, for pages and policies.</summary>
    public static ClaimsPrincipal Describe(SignedIn person, ClaimsPrincipal cookie)
    {
        var identity = new ClaimsIdentity(Scheme);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, person.UserId.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new(ClaimTypes.Name, person.DisplayName));
        identity.AddClaims(person.Permissions.Select(permission => new Claim(PermissionClaim, permission)));
        if (cookie.SessionKey() is { } key)
        {
            identity.AddClaim(new(KeyClaim, key));
        }

        if (cookie.HasSecondFactor())
        {
            identity.AddClaim(new(MethodClaim, WithSecondFactor));
        }
        else if (person.OfficeNeedsSecondFactor)
        {
            identity.AddClaim(new(LacksSecondFactorClaim, "true"));
        }

        if (person.MustChangePassword)
        {
            identity.AddClaim(new(MustChangePasswordClaim, "true"));
        }

        return new ClaimsPrincipal(identity);
    }
}

using System.Globalization;
using System.Security.Claims;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.SignIn;

internal static class Visitor
{
    public static long? UserId(this ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    public static SignedIn SignedIn(this HttpContext context) => throw new NotSupportedException();

    public static Actor Actor(this HttpContext context) => throw new NotSupportedException();
}

using System.Globalization;
using System.Security.Claims;

namespace GigGatek.Storefront.SignIn;

internal static class Visitor
{
    public static long? UserId(this ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

using System.Globalization;
using System.Security.Claims;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.SignIn;

/// <summary>Who visits a page.</summary>
internal static class Visitor
{
    /// <summary>The account's id; null without a session.</summary>
    public static long? UserId(this ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The signed-in person; null without a session.</summary>
    public static SignedIn? FindSignedIn(this HttpContext context) => context.Items[typeof(SignedIn)] as SignedIn;

    /// <summary>The signed-in person, behind an endpoint that requires one.</summary>
    public static SignedIn SignedIn(this HttpContext context) =>
        context.FindSignedIn() ?? throw new InvalidOperationException("Nobody is signed in here: the endpoint must require authorization.");

    /// <summary>For the audit trail, which travels in events: by id. The trail shows the account's name beside it.</summary>
    public static Actor Actor(this HttpContext context)
    {
        var userId = context.SignedIn().UserId;
        return new Actor(userId, string.Create(CultureInfo.InvariantCulture, $"account {userId}"));
    }

    /// <summary>Where the request comes from, for throttling.</summary>
    public static string Client(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    internal static void SetSignedIn(this HttpContext context, SignedIn person) => context.Items[typeof(SignedIn)] = person;
}

using System.Globalization;

namespace GigGatek.Storefront.Accounts;

/// <summary>What a mailed link carries: an account's id and a token.</summary>
internal static class MailedLink
{
    public const string Incomplete = "This link is not complete. Copy the whole link from the mail, or ask for a new one.";

    private const int LongestToken = 1500;

    public static bool IsWhole(string? user, string? token) =>
        long.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out _) && token is { Length: > 0 and <= LongestToken };
}

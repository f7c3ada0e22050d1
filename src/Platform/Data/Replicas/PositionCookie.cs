using System.Security.Cryptography;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>
/// How far a replica must be to show a visitor what he has written, for his next request, wherever it goes. Only who wrote something
/// has it. It is sealed, because a position tells how busy the shop is; one that cannot be opened sends him to the primary, which is
/// never wrong.
/// </summary>
internal sealed class PositionCookie(IDataProtectionProvider protection)
{
    public const string Name = "gg_seen";

    private const int Longest = 2048;
    private const string PrimaryWord = "primary";

    /// <summary>Longer than a replica that is read from can be behind; a position that was reached costs nothing.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>Where the position is not known, time has to do.</summary>
    private static readonly TimeSpan KeptUnknown = TimeSpan.FromMinutes(1);

    private readonly IDataProtector _protector = protection.CreateProtector("giggatek.read-position");

    /// <summary>Takes over what the visitor must see. What he could have made up keeps him from no page.</summary>
    public void Read(HttpRequest request, ReadScope scope, IEnumerable<string> databases)
    {
        if (!request.Cookies.TryGetValue(HostCookie.Name(Name, request.IsHttps), out var sealedText))
        {
            return;
        }

        var pins = TryOpen(sealedText) is { } text ? TryParse(text) : null;
        foreach (var database in databases)
        {
            scope.Require(database, pins is null ? Pin.Primary : pins.GetValueOrDefault(database, Pin.None));
        }
    }

    /// <summary>Tells the next request, when something was written in this one.</summary>
    public void Write(HttpContext context, ReadScope scope)
    {
        var pins = scope.Pins;
        var text = Format(pins);
        if (text.Length > Longest / 2)    // sealing makes it longer
        {
            text = Format(pins.ToDictionary(entry => entry.Key, _ => Pin.Primary));
        }

        context.Response.Cookies.Append(HostCookie.Name(Name, context.Request.IsHttps), _protector.Protect(text), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = text.Contains(PrimaryWord, StringComparison.Ordinal) ? KeptUnknown : Kept,
            Path = "/",
            IsEssential = true,
        });
    }

    /// <summary><c>shared=uuid:1-57;catalog=primary</c>.</summary>
    internal static string Format(IReadOnlyDictionary<string, Pin> pins) =>
        string.Join(';', pins.Select(entry => $"{entry.Key}={entry.Value.Position?.ToString() ?? PrimaryWord}"));

    internal static Dictionary<string, Pin>? TryParse(string text)
    {
        var pins = new Dictionary<string, Pin>(StringComparer.Ordinal);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=') is not [var database, var position])
            {
                return null;
            }

            var set = position == PrimaryWord ? null : GtidSet.TryParse(position);
            if (set is null && position != PrimaryWord)
            {
                return null;
            }

            pins[database] = new Pin(set);
        }

        return pins;
    }

    private string? TryOpen(string sealedText)
    {
        try
        {
            return sealedText.Length > Longest ? null : _protector.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;    // made up, or sealed by a key that is gone
        }
    }
}

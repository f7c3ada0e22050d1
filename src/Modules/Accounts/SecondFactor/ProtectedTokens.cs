using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using GigGatek.Accounts.People;
using Microsoft.AspNetCore.DataProtection;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>
/// What a person carries between two forms, encrypted with the web keys: for whom, under which stamp, since when. It ends with its time, and with
/// any change that ends his sessions.
/// </summary>
internal sealed class ProtectedTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>The right password was shown, and a code is due.</summary>
    public static readonly TokenUse SignIn = new("accounts.half-sign-in", TimeSpan.FromMinutes(10));

    /// <summary>A secret was shown, and its first code is due. Time to find an app and install it.</summary>
    public static readonly TokenUse Offer = new("accounts.second-factor-offer", TimeSpan.FromMinutes(30));

    private const int Longest = 1000;

    public string Write(TokenUse use, AccountUser user, string secret = "") =>
        Base64Url.EncodeToString(protection.CreateProtector(use.Purpose).Protect(
            JsonSerializer.SerializeToUtf8Bytes(new ProtectedToken(user.Id, user.Stamp, secret, clock.GetUtcNow()))));

    /// <summary>Null for what is forged, of another use, or too old. Whose stamp has changed, <see cref="ProtectedToken.IsOf"/> tells.</summary>
    public ProtectedToken? Read(TokenUse use, string token)
    {
        if (token.Length > Longest || !Base64Url.IsValid(token))
        {
            return null;
        }

        try
        {
            var content = JsonSerializer.Deserialize<ProtectedToken>(protection.CreateProtector(use.Purpose).Unprotect(Base64Url.DecodeFromChars(token)));
            return content is not null && clock.GetUtcNow() < content.MadeAt + use.Lifetime ? content : null;
        }
        catch (CryptographicException)
        {
            return null;    // forged, cut short, or of a key that was thrown away
        }
    }
}

/// <summary>What a token is for, and for how long.</summary>
internal sealed record TokenUse(string Purpose, TimeSpan Lifetime);

/// <summary>The content of a token.</summary>
/// <param name="Secret">Of an offer.</param>
internal sealed record ProtectedToken(long UserId, string Stamp, string Secret, DateTimeOffset MadeAt)
{
    public bool IsOf(AccountUser user) => user.Id == UserId && user.Stamp == Stamp;
}

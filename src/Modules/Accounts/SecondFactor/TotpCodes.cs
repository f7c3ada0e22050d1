using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>
/// Codes of an authenticator app: RFC 6238 with what all apps know (SHA-1, six digits, steps of thirty seconds). A code counts a step before
/// and after its own, for clocks that are not quite right (5.2 and 6).
/// </summary>
internal static class TotpCodes
{
    public const int Digits = 6;

    private const int SecretBytes = 20;    // RFC 4226, 4: the length of SHA-1's output
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>A new secret, in Base32.</summary>
    public static string NewSecret() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>What apps read from a QR code.</summary>
    public static string UriOf(string secret, string shop, string email) => new OtpUri(OtpType.Totp, secret, email, shop).ToString();

    /// <summary>The step that a time lies in.</summary>
    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    /// <summary>The step whose code this is; null when it is none that counts now. Takes as long whichever it is.</summary>
    public static long? FindStep(string secret, string code, DateTimeOffset now)
    {
        var totp = new Totp(Base32Encoding.ToBytes(secret), (int)Step.TotalSeconds, OtpHashMode.Sha1, Digits);
        var typed = Encoding.UTF8.GetBytes(code);
        long? found = null;
        for (var away = -1; away <= 1; away++)
        {
            var at = now + (away * Step);
            if (CryptographicOperations.FixedTimeEquals(typed, Encoding.UTF8.GetBytes(totp.ComputeTotp(at.UtcDateTime))))
            {
                found = StepOf(at);
            }
        }

        return found;
    }
}

using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>
/// How recovery codes are kept. They have less than 112 random bits, so they are hashed as passwords are (NIST SP 800-63B, 5.1.2.2; OWASP ASVS 5, 6.5.2):
/// PBKDF2-HMAC-SHA512. The codes of an account share a salt, so that looking for one among them takes one hash.
/// </summary>
internal static class CodeHash
{
    private const int SaltBytes = 16, HashBytes = 32;

    /// <summary><c>rounds.salt</c>.</summary>
    public static string NewSalt(int rounds) =>
        string.Create(CultureInfo.InvariantCulture, $"{rounds}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SaltBytes))}");

    public static string Of(TypedCode code, string salt)
    {
        var dot = salt.IndexOf('.', StringComparison.Ordinal);
        var rounds = int.Parse(salt.AsSpan(0, dot), CultureInfo.InvariantCulture);
        return Base64Url.EncodeToString(Rfc2898DeriveBytes.Pbkdf2(
            Encoding.ASCII.GetBytes(code.Text), Base64Url.DecodeFromChars(salt.AsSpan(dot + 1)), rounds, HashAlgorithmName.SHA512, HashBytes));
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GigGatek.Payments.Webhooks;

/// <summary>
/// HMAC-SHA-256 over <c>timestamp.body</c>, written <c>t=…,v1=…</c> as Stripe does (https://docs.stripe.com/webhooks/signature).
/// The timestamp keeps a recorded message from being sent again later.
/// </summary>
internal static class WebhookSignature
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static string Sign(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(Hash(secret, seconds, body))}";
    }

    public static bool IsValid(string secret, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var parts = (signature ?? "").Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToList();
        var seconds = parts.FirstOrDefault(part => part[0] == "t")?[1] ?? "";
        if (!long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || Math.Abs(now.ToUnixTimeSeconds() - at) > Tolerance.TotalSeconds)
        {
            return false;
        }

        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Hash(secret, seconds, body)));
        return parts.Any(part => part[0] == "v1" && CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(part[1])));
    }

    private static byte[] Hash(string secret, string seconds, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}

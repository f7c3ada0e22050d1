using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GigGatek.Api.Webhooks.Sending;

/// <summary>
/// How a receiver knows that it was us, and that it is not an old message sent again: Standard Webhooks 1.0 (https://github.com/standard-webhooks/standard-webhooks), for
/// which there are libraries in most languages.
/// </summary>
internal static class Signature
{
    public const string IdHeader = "webhook-id", TimeHeader = "webhook-timestamp", Header = "webhook-signature";

    private const string Mark = "whsec_";
    private const int SecretBytes = 32;

    public static string NewSecret() => Mark + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    public static string Of(string secret, string id, DateTimeOffset at, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Mark.Length..]), Encoding.UTF8.GetBytes(signed)));
    }
}

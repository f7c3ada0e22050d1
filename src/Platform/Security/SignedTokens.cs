using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GigGatek.Platform.Security;

/// <summary>
/// Small messages that the shop hands out and gets back unchanged: quotes, cursors that must not be forged.
/// HMAC-SHA-256 over purpose and content; readable by anyone, so nothing secret belongs inside.
/// </summary>
public sealed class SignedTokens(IKeyRing keys)
{
    /// <summary>Writes and signs: <c>key.content.signature</c>.</summary>
    public string Write<T>(string purpose, T content)
    {
        var body = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(content, ContractJson.Options));
        return $"{keys.Current.Id}.{body}.{Base64Url.EncodeToString(Sign(keys.Current, purpose, body))}";
    }

    /// <summary>Reads back what <see cref="Write{T}"/> made for the same purpose; null for anything else.</summary>
    public T? Read<T>(string purpose, string token)
        where T : class
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[2]) || !Base64Url.IsValid(parts[1]) || keys.FindOffered(parts[0]) is not { } key)
        {
            return null;
        }

        return CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(parts[2]), Sign(key, purpose, parts[1]))
            ? JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(parts[1]), ContractJson.Options)
            : null;
    }

    private static byte[] Sign(DataKey key, string purpose, string body) =>
        HMACSHA256.HashData(key.Signing.Span, Encoding.UTF8.GetBytes($"{purpose}.{key.Id}.{body}"));
}

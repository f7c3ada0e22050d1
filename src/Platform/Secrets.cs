using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GigGatek.Platform;

/// <summary>Unguessable strings: cart ids, order links, one-time passwords.</summary>
public static class Secrets
{
    private const string Readable = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>128 random bits, 22 URL-safe characters.</summary>
    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>
    /// What a stored token is looked up by. A token has 128 random bits, so its plain hash tells nothing and, unlike a blind index,
    /// needs no key that is rotated.
    /// </summary>
    public static string Hash(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 16));

    /// <summary>Characters that read well aloud (no 0/O, 1/I/L, U), in upper case.</summary>
    public static string NewReadable(int length) => RandomNumberGenerator.GetString(Readable, length);
}

using System.Buffers.Text;
using System.Security.Cryptography;

namespace GigGatek.Platform;

/// <summary>Unguessable strings: cart ids, order links, one-time passwords.</summary>
public static class Secrets
{
    private const string Readable = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>128 random bits, 22 URL-safe characters.</summary>
    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>Characters that read well aloud (no 0/O, 1/I/L, U), in upper case.</summary>
    public static string NewReadable(int length) => RandomNumberGenerator.GetString(Readable, length);
}

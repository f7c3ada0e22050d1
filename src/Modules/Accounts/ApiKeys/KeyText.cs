using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GigGatek.Accounts.ApiKeys;

/// <summary>
/// A key as its holder has it: <c>gg_PREFIX_SECRET</c>. The secret has 256 random bits, so a plain hash of it is enough: there is nothing to
/// guess that a slow one would slow down, and it is checked with each call. The mark at its beginning lets scanners of sources find a key that was left there.
/// </summary>
internal static class KeyText
{
    private const string Mark = "gg_";
    private const int PrefixLength = 12, SecretBytes = 32, SecretLength = 43;
    private const int SecretStart = 3 + PrefixLength + 1;
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private static readonly SearchValues<char> Known = SearchValues.Create(Letters);

    public static (string Prefix, string Key) Make()
    {
        var prefix = RandomNumberGenerator.GetString(Letters, PrefixLength);
        return (prefix, $"{Mark}{prefix}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}");
    }

    /// <summary>Null for what cannot be a key, so that neither the database nor the cache is asked about it.</summary>
    public static string? PrefixOf(string key) =>
        key.Length == SecretStart + SecretLength
        && key.StartsWith(Mark, StringComparison.Ordinal)
        && key[SecretStart - 1] == '_'
        && !key.AsSpan(Mark.Length, PrefixLength).ContainsAnyExcept(Known)
            ? key.Substring(Mark.Length, PrefixLength)
            : null;

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Takes as long whatever is wrong with it.</summary>
    public static bool IsOf(string key, string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(key)), Encoding.ASCII.GetBytes(hash));
}

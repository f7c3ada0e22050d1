using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GigGatek.Accounts.Access;

/// <summary>
/// A secret that opens something for whoever has it, as its holder has it: a mark, a prefix to find it by, and 256 random bits, so that a plain hash of it is
/// enough: there is nothing to guess that a slow one would slow down, and it is checked with each call. The mark lets scanners of sources find one that was left there.
/// </summary>
internal sealed class BearerText
{
    private const int PrefixLength = 12, SecretBytes = 32, SecretLength = 43;
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private static readonly SearchValues<char> Known = SearchValues.Create(Letters);

    private readonly string _mark;

    private BearerText(string mark) => _mark = mark;

    /// <summary>Keys of the API: <c>gg_PREFIX_SECRET</c>.</summary>
    public static BearerText Key { get; } = new("gg_");

    /// <summary>Refresh tokens of sessions: <c>ggr_PREFIX_SECRET</c>.</summary>
    public static BearerText Refresh { get; } = new("ggr_");

    private int SecretStart => _mark.Length + PrefixLength + 1;

    public (string Prefix, string Text) Make()
    {
        var prefix = RandomNumberGenerator.GetString(Letters, PrefixLength);
        return (prefix, MakeNext(prefix));
    }

    /// <summary>Another one that is found by the same prefix.</summary>
    public string MakeNext(string prefix) => $"{_mark}{prefix}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";

    /// <summary>Null for what cannot be one, so that neither the database nor the cache is asked about it.</summary>
    public string? PrefixOf(string text) =>
        text.Length == SecretStart + SecretLength
        && text.StartsWith(_mark, StringComparison.Ordinal)
        && text[SecretStart - 1] == '_'
        && !text.AsSpan(_mark.Length, PrefixLength).ContainsAnyExcept(Known)
            ? text.Substring(_mark.Length, PrefixLength)
            : null;

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Takes as long whatever is wrong with it.</summary>
    public static bool IsOf(string text, string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(text)), Encoding.ASCII.GetBytes(hash));
}

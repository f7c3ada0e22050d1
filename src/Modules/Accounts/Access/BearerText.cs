using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using GigGatek.Platform.Security;

namespace GigGatek.Accounts.Access;

/// <summary>
/// A secret that opens something for whoever has it, as its holder has it (<see cref="BearerShape"/>). It is random, so that a plain hash of it is
/// enough: there is nothing to guess that a slow one would slow down, and it is checked with each call.
/// </summary>
internal sealed class BearerText
{
    private const int SecretBytes = 32;

    private readonly BearerShape _shape;

    private BearerText(BearerShape shape) => _shape = shape;

    public static BearerText Key { get; } = new(BearerShape.Key);

    public static BearerText Refresh { get; } = new(BearerShape.Refresh);

    public (string Prefix, string Text) Make()
    {
        var prefix = RandomNumberGenerator.GetString(BearerShape.Letters, BearerShape.PrefixLength);
        return (prefix, MakeNext(prefix));
    }

    /// <summary>Another one that is found by the same prefix.</summary>
    public string MakeNext(string prefix) => $"{_shape.Mark}{prefix}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";

    /// <summary>Null for what cannot be one.</summary>
    public string? PrefixOf(string text) => _shape.PrefixOf(text);

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Takes as long whatever is wrong with it.</summary>
    public static bool IsOf(string text, string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(text)), Encoding.ASCII.GetBytes(hash));
}

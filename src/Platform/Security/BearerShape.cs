using System.Buffers;

namespace GigGatek.Platform.Security;

/// <summary>
/// How a secret looks that opens something for whoever has it: a mark, a prefix to find it by, and 256 random bits. The mark lets scanners of sources find one
/// that was left there.
/// </summary>
public sealed class BearerShape
{
    /// <summary>Of a prefix.</summary>
    public const int PrefixLength = 12;

    /// <summary>Those of a prefix.</summary>
    public const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    private const int SecretLength = 43;
    private static readonly SearchValues<char> Known = SearchValues.Create(Letters);

    private BearerShape(string mark) => Mark = mark;

    /// <summary>Keys of the API: <c>gg_PREFIX_SECRET</c>.</summary>
    public static BearerShape Key { get; } = new("gg_");

    /// <summary>Refresh tokens of sessions: <c>ggr_PREFIX_SECRET</c>.</summary>
    public static BearerShape Refresh { get; } = new("ggr_");

    /// <summary>What it begins with.</summary>
    public string Mark { get; }

    private int SecretStart => Mark.Length + PrefixLength + 1;

    /// <summary>Null for what cannot be one, so that neither the database nor the cache is asked about it.</summary>
    public string? PrefixOf(string text) =>
        text.Length == SecretStart + SecretLength
        && text.StartsWith(Mark, StringComparison.Ordinal)
        && text[SecretStart - 1] == '_'
        && !text.AsSpan(Mark.Length, PrefixLength).ContainsAnyExcept(Known)
            ? text.Substring(Mark.Length, PrefixLength)
            : null;
}

using System.Security.Cryptography;

namespace GigGatek.Platform.Security;

/// <summary>A key for columns and its companions.</summary>
/// <param name="Id">Its name, which stands in every value that it wrote.</param>
/// <param name="Encryption">256 bits for AES.</param>
/// <param name="Index">256 bits for blind indexes.</param>
/// <param name="Signing">256 bits for signed tokens such as quotes.</param>
public sealed record DataKey(string Id, ReadOnlyMemory<byte> Encryption, ReadOnlyMemory<byte> Index, ReadOnlyMemory<byte> Signing)
{
    private const int Part = 32;

    /// <summary>A new one, with a name that reads well and was not given before.</summary>
    public static DataKey New() => Of("k" + Secrets.NewReadable(6).ToLowerInvariant(), RandomNumberGenerator.GetBytes(3 * Part));

    /// <summary>The three parts in a row, for wrapping.</summary>
    public byte[] ToBytes() => [.. Encryption.Span, .. Index.Span, .. Signing.Span];

    /// <summary>Back from <see cref="ToBytes"/>.</summary>
    /// <exception cref="ArgumentException">It is not three parts.</exception>
    public static DataKey Of(string id, byte[] bytes) => bytes.Length == 3 * Part
        ? new DataKey(id, bytes.AsMemory(0, Part), bytes.AsMemory(Part, Part), bytes.AsMemory(2 * Part))
        : throw new ArgumentException("A data key has 96 bytes.", nameof(bytes));

    /// <summary>Never the bytes.</summary>
    public override string ToString() => $"{Id} [redacted]";
}

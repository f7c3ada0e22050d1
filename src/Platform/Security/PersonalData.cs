using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GigGatek.Platform.Security;

/// <summary>Where a sealed value lives. A value moved to another place does not open.</summary>
public readonly record struct SealedPlace(string Table, string Column, long RowId);

/// <summary>
/// The one door to encryption of personal columns: AES-256-GCM (NIST SP 800-38D) with the place as additional data, and
/// the key's name in every value. Lookups go through a keyed hash, never through the plain text.
/// </summary>
public sealed class PersonalData(IKeyRing keys)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Encrypts. The answer is text: <c>key.base64url</c>.</summary>
    public string Seal(SealedPlace place, string plain)
    {
        var key = keys.Current;
        var bytes = Encoding.UTF8.GetBytes(plain);
        var box = new byte[NonceSize + bytes.Length + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key.Encryption.Span, TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), bytes, box.AsSpan(NonceSize, bytes.Length), box.AsSpan(NonceSize + bytes.Length), Additional(place, key.Id));
        return $"{key.Id}.{Base64Url.EncodeToString(box)}";
    }

    /// <summary>Decrypts.</summary>
    /// <exception cref="CryptographicException">Damaged, moved from another place, or of a key that is not here.</exception>
    public string Open(SealedPlace place, string value)
    {
        var id = KeyOf(value) is { Length: > 0 } name ? name : throw new CryptographicException($"{place.Table}.{place.Column} {place.RowId} is not an encrypted value.");
        var key = keys.Find(id) ?? throw new CryptographicException($"The key {id} is not in the key ring.");
        var text = value.AsSpan(id.Length + 1);
        var box = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
        var plain = box.Length >= NonceSize + TagSize
            ? new byte[box.Length - NonceSize - TagSize]
            : throw new CryptographicException($"{place.Table}.{place.Column} {place.RowId} is damaged.");
        using var aes = new AesGcm(key.Encryption.Span, TagSize);
        aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), plain, Additional(place, id));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>
    /// What to look a value up by: a keyed hash (HMAC-SHA-256, cut to 128 bits) of it in its canonical form, per purpose, so that
    /// equal values in different columns do not show as equal.
    /// </summary>
    /// <param name="purpose">Such as <c>accounts.email</c>.</param>
    /// <param name="canonical">Trimmed and in one letter case, as the caller compares.</param>
    public string BlindIndex(string purpose, string canonical) => BlindIndex(keys.Current, purpose, canonical);

    /// <summary>The blind indexes of a value under every key that may have written it, the current one first.</summary>
    public IReadOnlyList<string> BlindIndexes(string purpose, string canonical) =>
        [.. keys.All.Select(key => BlindIndex(key, purpose, canonical))];

    private static string BlindIndex(DataKey key, string purpose, string canonical)
    {
        var hash = HMACSHA256.HashData(key.Index.Span, Encoding.UTF8.GetBytes(purpose + "\n" + canonical));
        return $"{key.Id}.{Base64Url.EncodeToString(hash.AsSpan(0, 16))}";
    }

    /// <summary>The name of the key that wrote a sealed value or a blind index; empty when it is neither.</summary>
    public static string KeyOf(string value) => value.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? value[..dot] : "";

    private static byte[] Additional(SealedPlace place, string keyId) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{keyId}|{place.Table}|{place.Column}|{place.RowId}"));
}

namespace GigGatek.Platform.Security.Keys;

/// <summary>
/// The key that wraps data keys, shaped as key management services are: it wraps and unwraps, and never shows itself. A
/// local file now (<see cref="FileMasterKey"/>); a service answers the same three questions from afar.
/// </summary>
public interface IMasterKey
{
    /// <summary>Which master key wraps; stored beside what it wrapped.</summary>
    /// <exception cref="KeysRefusedException">It is missing or not a key.</exception>
    string Id { get; }

    /// <summary>Encrypts a data key, bound to its name: it does not unwrap as another's.</summary>
    ValueTask<byte[]> WrapAsync(string dataKey, ReadOnlyMemory<byte> plain, CancellationToken ct);

    /// <summary>Decrypts what <see cref="WrapAsync"/> answered.</summary>
    /// <param name="masterKey">What wrapped it: <see cref="Id"/> as it was then. While the master key is being changed, that is one of two.</param>
    /// <exception cref="KeysRefusedException">It was wrapped by a master key that is not here, for another data key, or is damaged.</exception>
    ValueTask<byte[]> UnwrapAsync(string masterKey, string dataKey, ReadOnlyMemory<byte> wrapped, CancellationToken ct);
}

/// <summary>The keys cannot be used as they are; the message is one sentence with the remedy, and nothing was changed.</summary>
public sealed class KeysRefusedException(string message) : Exception(message);

using System.Security.Cryptography;
using System.Text;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Security.Keys;

/// <summary>
/// A master key in a file: 32 bytes as base64, as <c>openssl rand -base64 32</c> writes them. It wraps with AES-256-GCM (NIST
/// SP 800-38D) with the names of both keys as additional data (docs/decisions/0011). While it is being changed, the file holds
/// two lines: the first one wraps, the other still unwraps (docs/decisions/0038).
/// </summary>
internal sealed class FileMasterKey(IOptions<KeyOptions> keys, IOptions<DatabaseOptions> database) : IMasterKey
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int MostKeys = 4;

    private readonly Lock _lock = new();
    private IReadOnlyList<Loaded>? _loaded;

    /// <summary>The absolute path.</summary>
    public string File { get; } = Path.GetFullPath(keys.Value.MasterKeyFile ?? Path.Combine(database.Value.Directory, "keys", "master.key"));

    public string Id => Load()[0].Id;

    public bool Exists => System.IO.File.Exists(File);

    /// <summary>Makes the file, for this user only. False when there is one already, which stays.</summary>
    public bool TryCreate()
    {
        if (Exists)
        {
            return false;
        }

        PrivateFiles.CreateFolder(Path.GetDirectoryName(File)!);
        var text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize)) + "\n";
        return PrivateFiles.TryWriteNew(File, Encoding.ASCII.GetBytes(text));
    }

    public ValueTask<byte[]> WrapAsync(string dataKey, ReadOnlyMemory<byte> plain, CancellationToken ct)
    {
        var master = Load()[0];
        var box = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(master.Key, TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), plain.Span, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), Additional(master.Id, dataKey));
        return ValueTask.FromResult(box);
    }

    public ValueTask<byte[]> UnwrapAsync(string masterKey, string dataKey, ReadOnlyMemory<byte> wrapped, CancellationToken ct)
    {
        var master = Find(masterKey) ?? throw new KeysRefusedException(
            $"The data key {dataKey} was wrapped by the master key {masterKey}, but {File} holds {string.Join(" and ", Load().Select(key => key.Id))}. Put the right master key in place; the wrong one cannot read anything.");
        var box = wrapped.Span;
        try
        {
            var plain = new byte[box.Length - NonceSize - TagSize];
            using var aes = new AesGcm(master.Key, TagSize);
            aes.Decrypt(box[..NonceSize], box.Slice(NonceSize, plain.Length), box[(NonceSize + plain.Length)..], plain, Additional(master.Id, dataKey));
            return ValueTask.FromResult(plain);
        }
        catch (Exception failure) when (failure is CryptographicException or OverflowException)
        {
            throw new KeysRefusedException($"The data key {dataKey} in the database is damaged or another's: the master key in {File} does not unwrap it. Restore the database from a backup.");
        }
    }

    private IReadOnlyList<Loaded> Load()
    {
        lock (_lock)
        {
            return _loaded ??= Read();
        }
    }

    /// <summary>A running process that meets an unknown master key looks into the file again: it may have been changed.</summary>
    private Loaded? Find(string id)
    {
        lock (_lock)
        {
            return Of(_loaded ??= Read(), id) ?? Of(_loaded = Read(), id);
        }

        static Loaded? Of(IReadOnlyList<Loaded> keys, string id) => keys.FirstOrDefault(key => key.Id == id);
    }

    private List<Loaded> Read()
    {
        string[] lines;
        try
        {
            lines = System.IO.File.ReadAllText(File).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KeysRefusedException(Exists
                ? $"The master key file {File} cannot be read. Give this user the right to read it."
                : $"There is no master key file {File}. Put it there from its safe place, name another with Keys:MasterKeyFile, or make a new shop's first one with: giggatek keys create --master.");
        }

        return lines.Length is > 0 and <= MostKeys
            ? [.. lines.Select(Parse)]
            : throw NoKey();
    }

    private Loaded Parse(string line)
    {
        var key = new byte[KeySize];
        return Convert.TryFromBase64String(line, key, out var length) && length == KeySize
            ? new Loaded("m-" + Convert.ToHexStringLower(HMACSHA256.HashData(key, "giggatek master key id"u8).AsSpan(0, 4)), key)
            : throw NoKey();
    }

    private KeysRefusedException NoKey() =>
        new($"The file {File} is not a master key: it must hold 32 bytes as base64, as from: openssl rand -base64 32; while it is being changed, the new one and below it the one before.");

    private static byte[] Additional(string master, string dataKey) => Encoding.UTF8.GetBytes($"{master}|{dataKey}");

    private sealed record Loaded(string Id, byte[] Key);
}

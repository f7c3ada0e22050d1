using System.Security.Cryptography;
using System.Text.Json;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Security;

/// <summary>A key for columns and its companions.</summary>
/// <param name="Encryption">256 bits for AES.</param>
/// <param name="Index">256 bits for blind indexes.</param>
/// <param name="Signing">256 bits for signed tokens such as quotes.</param>
public sealed record DataKey(string Id, ReadOnlyMemory<byte> Encryption, ReadOnlyMemory<byte> Index, ReadOnlyMemory<byte> Signing)
{
    /// <summary>Never the bytes.</summary>
    public override string ToString() => $"{Id} [redacted]";
}

/// <summary>The keys of this shop. A local file now; a vault behind the same door later.</summary>
public interface IKeyRing
{
    /// <summary>What new values are written with.</summary>
    DataKey Current { get; }

    /// <summary>All that may have written a value, the current one first.</summary>
    IReadOnlyList<DataKey> All { get; }

    /// <summary>Null when it is not here.</summary>
    DataKey? Find(string id);
}

/// <summary>Keys in <c>keys/data-keys.json</c> of the data folder, readable by its owner only; made on first use.</summary>
internal sealed class LocalKeyRing : IKeyRing
{
    private readonly Lazy<IReadOnlyList<DataKey>> _keys;

    public LocalKeyRing(IOptions<DatabaseOptions> options) =>
        _keys = new Lazy<IReadOnlyList<DataKey>>(() => LoadOrCreate(Path.Combine(options.Value.Directory, "keys", "data-keys.json")));

    public DataKey Current => _keys.Value[0];

    public IReadOnlyList<DataKey> All => _keys.Value;

    public DataKey? Find(string id) => _keys.Value.FirstOrDefault(key => key.Id == id);

    private static List<DataKey> LoadOrCreate(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        if (!File.Exists(path))
        {
            Create(path);
        }

        return [.. JsonSerializer.Deserialize<List<StoredKey>>(File.ReadAllText(path))!
            .Select(key => new DataKey(key.Id, key.Encryption, key.Index, key.Signing)).Reverse()];
    }

    private static void Create(string path)
    {
        StoredKey[] keys = [new("k1", RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32))];
        var temporary = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, keys);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);    // another process was first; its keys count
        }
    }

    private sealed record StoredKey(string Id, byte[] Encryption, byte[] Index, byte[] Signing);
}

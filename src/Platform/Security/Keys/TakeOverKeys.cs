using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Security.Keys;

/// <summary>
/// The first shops kept their data keys unwrapped in <c>keys/data-keys.json</c>. They are wrapped and stored under their
/// names, so that every value stays readable; the file goes when that is on the disk and has been read back.
/// </summary>
internal sealed class TakeOverKeys(DataKeys keys, DataKeyRing ring, IOptions<DatabaseOptions> database)
{
    private string OldFile => Path.Combine(database.Value.Directory, "keys", "data-keys.json");

    public async Task Handle(CancellationToken ct)
    {
        if (await ReadAsync(ct) is not { } old)
        {
            return;
        }

        foreach (var (key, last) in old.Select((key, position) => (key.ToDataKey(), position == old.Count - 1)))
        {
            await Store(key, last, ct);
        }

        await ring.LookAsync(ct);
        if (old.Select(key => key.ToDataKey()).FirstOrDefault(key => !IsStored(key)) is { } missing)
        {
            throw new KeysRefusedException($"The data key {missing.Id} of {OldFile} is not the one of that name in the database. Find out which belongs to this shop before either is thrown away.");
        }

        File.Delete(OldFile);
    }

    /// <summary>Null when there is none, or another process has just taken it over.</summary>
    private async Task<List<OldKey>?> ReadAsync(CancellationToken ct)
    {
        try
        {
            return File.Exists(OldFile) ? JsonSerializer.Deserialize<List<OldKey>>(await File.ReadAllBytesAsync(OldFile, ct)) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private async Task Store(DataKey key, bool last, CancellationToken ct)
    {
        var stored = await keys.ListAsync(ct);
        if (stored.Any(known => known.Name == key.Id))
        {
            return;
        }

        try
        {
            await keys.AddAsync(key, last && stored.All(known => known.State != DataKeyState.Current) ? DataKeyState.Current : DataKeyState.Old, ct);
        }
        catch (DbException) when (!ct.IsCancellationRequested)
        {
            // Another process takes the same file over; what it stored is compared below.
        }
    }

    private bool IsStored(DataKey key) =>
        ring.Find(key.Id) is { } stored && CryptographicOperations.FixedTimeEquals(stored.ToBytes(), key.ToBytes());

    private sealed record OldKey(string Id, byte[] Encryption, byte[] Index, byte[] Signing)
    {
        public DataKey ToDataKey() => new(Id, Encryption, Index, Signing);
    }
}

using System.Security.Cryptography;
using GigGatek.Platform.Data;

namespace GigGatek.Platform.Security.Sealing;

/// <summary>A column of sealed values.</summary>
internal sealed class SealedColumn<TDb, TRow>(Cells<TRow> cells, Sessions<TDb> sessions, PersonalData personal, IKeyRing keys) : ISealedColumn
    where TDb : ModuleDb
    where TRow : class
{
    public SealedColumnInfo Info { get; } = new(Cells<TRow>.Table, Cells<TRow>.NameOf(cells.Id), Cells<TRow>.NameOf(cells.Value), "value");

    public async Task<long> CountAsync(CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await cells.CountAsync(db, null, ct);
    }

    public async Task<long> CountAsync(string key, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await cells.CountAsync(db, key, ct);
    }

    public async Task<ReencryptedChunk> ReencryptAsync(long after, int most, CancellationToken ct)
    {
        var read = await ListAsync(after, most, keys.Current.Id, ct);
        var faults = new List<string>();
        var sealedAnew = new List<(Cell Read, string Value)>();
        foreach (var cell in read)
        {
            if (Open(cell) is { } plain)
            {
                sealedAnew.Add((cell, personal.Seal(PlaceOf(cell), plain)));
            }
            else
            {
                faults.Add(Fault(cell));
            }
        }

        var changed = await sessions.ReplaceAsync(cells, sealedAnew, ct);
        return new ReencryptedChunk(read.Count < most ? null : read[^1].Id, changed, sealedAnew.Count - changed, faults);
    }

    public async Task<CheckedChunk> CheckAsync(long after, int most, CancellationToken ct)
    {
        var read = await ListAsync(after, most, except: null, ct);
        return new CheckedChunk(read.Count < most ? null : read[^1].Id, read.Count, [.. read.Where(cell => Open(cell) is null).Select(Fault)]);
    }

    private async Task<List<Cell>> ListAsync(long after, int most, string? except, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await cells.ListAsync(db, after, most, except, ct);
    }

    private string? Open(Cell cell)
    {
        try
        {
            return personal.Open(PlaceOf(cell), cell.Value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private SealedPlace PlaceOf(Cell cell) => new(Info.Table, Info.Column, cell.Id);

    private string Fault(Cell cell) => FormattableString.Invariant($"{Info} of row {cell.Id} does not open.");
}

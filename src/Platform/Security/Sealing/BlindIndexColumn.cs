using System.Security.Cryptography;
using System.Text.Json;
using GigGatek.Platform.Data;

namespace GigGatek.Platform.Security.Sealing;

/// <summary>How an index comes from the value that it is of.</summary>
/// <param name="Purpose">As in <see cref="PersonalData.BlindIndex(string, string)"/>.</param>
/// <param name="Canonical">What is looked up, from the opened value.</param>
internal sealed record Indexing(string Purpose, Func<string, string> Canonical);

/// <summary>A column of blind indexes of a sealed column in the same row.</summary>
internal sealed class BlindIndexColumn<TDb, TRow>(Cells<TRow> cells, Indexing indexing, Sessions<TDb> sessions, PersonalData personal, IKeyRing keys) : ISealedColumn
    where TDb : ModuleDb
    where TRow : class
{
    private readonly string _source = Cells<TRow>.NameOf(cells.Source!);

    public SealedColumnInfo Info { get; } = new(Cells<TRow>.Table, Cells<TRow>.NameOf(cells.Id), Cells<TRow>.NameOf(cells.Value), indexing.Purpose);

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
        var anew = new List<(Cell Read, string Value)>();
        foreach (var cell in read)
        {
            if (Canonical(cell) is { } canonical)
            {
                anew.Add((cell, personal.BlindIndex(indexing.Purpose, canonical)));
            }
            else
            {
                faults.Add(Fault(cell));
            }
        }

        var changed = await sessions.ReplaceAsync(cells, anew, ct);
        return new ReencryptedChunk(read.Count < most ? null : read[^1].Id, changed, anew.Count - changed, faults);
    }

    public async Task<CheckedChunk> CheckAsync(long after, int most, CancellationToken ct)
    {
        var read = await ListAsync(after, most, except: null, ct);
        var wrong = read.Where(cell => Canonical(cell) is { } canonical && !personal.BlindIndexes(indexing.Purpose, canonical).Contains(cell.Value));
        return new CheckedChunk(read.Count < most ? null : read[^1].Id, read.Count, [.. wrong.Select(Fault)]);
    }

    private async Task<List<Cell>> ListAsync(long after, int most, string? except, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await cells.ListAsync(db, after, most, except, ct);
    }

    /// <summary>Null when the value does not open; that is the finding of its own column.</summary>
    private string? Canonical(Cell cell)
    {
        try
        {
            return cell.Source is null ? null : indexing.Canonical(personal.Open(new SealedPlace(Info.Table, _source, cell.Id), cell.Source));
        }
        catch (Exception failure) when (failure is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private string Fault(Cell cell) => FormattableString.Invariant($"{Info} of row {cell.Id} is not the index of its {_source}: it cannot be found by it.");
}

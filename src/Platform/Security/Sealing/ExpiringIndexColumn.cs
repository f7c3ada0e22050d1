using System.Linq.Expressions;
using GigGatek.Platform.Data;

namespace GigGatek.Platform.Security.Sealing;

/// <summary>
/// A column of blind indexes whose values are stored nowhere, such as counters of tries. They cannot be written anew;
/// their rows end by themselves, and a key is retired after that.
/// </summary>
internal sealed class ExpiringIndexColumn<TDb, TRow>(Expression<Func<TRow, string?>> column, string purpose, Sessions<TDb> sessions) : ISealedColumn
    where TDb : ModuleDb
    where TRow : class
{
    public SealedColumnInfo Info { get; } = new(Cells<TRow>.Table, "", Cells<TRow>.NameOf(column), purpose);

    public async Task<long> CountAsync(CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await Cells<TRow>.CountAsync(db, column, null, ct);
    }

    public async Task<long> CountAsync(string key, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await Cells<TRow>.CountAsync(db, column, key, ct);
    }

    public Task<ReencryptedChunk> ReencryptAsync(long after, int most, CancellationToken ct) => Task.FromResult(ReencryptedChunk.End);

    public Task<CheckedChunk> CheckAsync(long after, int most, CancellationToken ct) => Task.FromResult(CheckedChunk.End);
}

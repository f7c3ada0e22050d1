using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Browse;

/// <summary>
/// Drops the pages of products that another process has changed: an event reaches one process only, and a message of Redis none
/// when it is away. One indexed statement that almost always finds nothing; so no page is old for longer than the pause.
/// </summary>
internal sealed class FollowChanges(Sessions<CatalogDb> sessions, DropStalePages pages) : IJob
{
    private const int Most = 100;

    private long? _seen;

    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken ct)
    {
        _seen ??= await ReadLast(ct);
        var changed = await ReadChanged(_seen.Value, ct);
        if (changed.Count == 0)
        {
            return;
        }

        await sessions.ShowLatestAsync(ct);
        var isAll = changed.Count > Most;
        var last = isAll ? await ReadLast(ct) : changed[^1].Seq;
        await (isAll ? pages.HandleAll(ct) : pages.Handle([.. changed.Select(product => (product.Slug, product.CategoryId))], ct));
        _seen = last;
    }

    private async Task<long> ReadLast(CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Products.OrderByDescending(product => product.ChangeSeq).Select(product => product.ChangeSeq).FirstOrDefaultAsync(ct);
    }

    private async Task<List<ChangedProduct>> ReadChanged(long seq, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Products.Where(product => product.ChangeSeq > seq).OrderBy(product => product.ChangeSeq).Take(Most + 1)
            .Select(product => new ChangedProduct(product.Slug, product.CategoryId, product.ChangeSeq)).ToListAsync(ct);
    }

    private sealed record ChangedProduct(string Slug, long CategoryId, long Seq);
}

using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Browse;

/// <summary>
/// The index, as fresh as the database: every request asks for what has changed since the last one, by one indexed
/// statement that almost always finds nothing. So no process can show old counts, and nothing needs to be told. It asks the
/// primary: what a process keeps for all must not depend on who asks first.
/// </summary>
internal sealed class FreshIndex(Sessions<CatalogDb> sessions) : IDisposable
{
    private const int AtOnce = 2000;

    private readonly CatalogIndex _index = new();
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly SemaphoreSlim _catchUp = new(1);
    private volatile bool _isLoaded;
    private int _changes;
    private int _changesSeen;

    /// <summary>Reads from the index after bringing it up to date: one statement when little has changed.</summary>
    public async Task<T> Read<T>(Func<CatalogIndex, T> read, CancellationToken ct)
    {
        await Refresh(ct);
        return ReadAsItIs(read);
    }

    /// <summary>Reads without asking the database, once the index was loaded: what a few seconds may age.</summary>
    public async Task<T> ReadRecent<T>(Func<CatalogIndex, T> read, CancellationToken ct)
    {
        if (!_isLoaded || Volatile.Read(ref _changesSeen) != Volatile.Read(ref _changes))
        {
            await Refresh(ct);
        }

        return ReadAsItIs(read);
    }

    /// <summary>This process has changed what even recent readers must see: how many products there are.</summary>
    public void MarkStale() => Interlocked.Increment(ref _changes);

    /// <summary>Brings the index up to date. Recent readers wait for one of their own until this one has ended.</summary>
    public async Task Refresh(CancellationToken ct)
    {
        var changes = Volatile.Read(ref _changes);
        if (!_isLoaded || !await TakeLittle(ct))
        {
            await CatchUp(ct);
        }

        Volatile.Write(ref _changesSeen, changes);
    }

    public void Dispose()
    {
        _lock.Dispose();
        _catchUp.Dispose();
    }

    /// <summary>False when more is missing than one statement brings.</summary>
    private async Task<bool> TakeLittle(CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        var changed = await ChangedSince(db, LastSeq(), ct);
        return changed.Count == 0 || (changed.Count < AtOnce && TryApply(changed));
    }

    /// <summary>Much is missing, or a new category: one request reads it all, the next part while one is taken in; the others wait.</summary>
    private async Task CatchUp(CancellationToken ct)
    {
        await _catchUp.WaitAsync(ct);
        var next = Task.FromResult(new List<ListedProduct>());
        try
        {
            if (!_isLoaded)
            {
                await ReadTree(ct);
            }

            next = ReadChanged(LastSeq(), ct);
            for (var isMore = true; isMore;)
            {
                var changed = await next;
                isMore = changed.Count == AtOnce;
                next = isMore ? Task.Run(() => ReadChanged(changed[^1].ChangeSeq, ct), ct) : next;
                if (!TryApply(changed))
                {
                    await ReadTree(ct);    // after the products: a category is there before its first product
                    _ = TryApply(changed);
                }
            }

            _isLoaded = true;
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _catchUp.Release();
        }
    }

    private async Task ReadTree(CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        var categories = await db.Categories.OrderBy(category => category.Id).ToListAsync(ct);
        Write(index => index.SetTree(categories));
    }

    private async Task<List<ListedProduct>> ReadChanged(long seq, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return await ChangedSince(db, seq, ct);
    }

    private static Task<List<ListedProduct>> ChangedSince(CatalogDb db, long seq, CancellationToken ct) =>
        db.Products.Where(product => product.ChangeSeq > seq).OrderBy(product => product.ChangeSeq).Take(AtOnce)
            .Select(product => new ListedProduct(
                product.Id, product.CategoryId, product.Name, product.Brand, product.Published, product.PriceFrom, product.NewPrice, product.GradesInStock,
                product.PriceExcellent, product.PriceGood, product.PriceFair, product.Attributes, product.CreatedAt, product.ChangeSeq))
            .ToListAsync(ct);

    private bool TryApply(List<ListedProduct> changed)
    {
        var isApplied = false;
        Write(index =>
        {
            isApplied = index.KnowsCategories(changed);
            if (isApplied)
            {
                index.Apply(changed);
            }
        });
        return isApplied;
    }

    private long LastSeq() => ReadAsItIs(index => index.LastSeq);

    /// <summary>Reads what the last refresh has brought.</summary>
    public T ReadAsItIs<T>(Func<CatalogIndex, T> read)
    {
        _lock.EnterReadLock();
        try
        {
            return read(_index);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    private void Write(Action<CatalogIndex> write)
    {
        _lock.EnterWriteLock();
        try
        {
            write(_index);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}

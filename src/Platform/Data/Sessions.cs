using LinqToDB;

namespace GigGatek.Platform.Data;

/// <summary>The one factory of sessions. Reading and writing are apart, so that reads may go to a replica.</summary>
public sealed class Sessions<TDb>
    where TDb : ModuleDb
{
    private const int Attempts = 3;

    private readonly string _module;
    private readonly Func<DataOptions, TDb> _create;
    private readonly DataOptions _read;
    private readonly DataOptions _write;
    private readonly SessionServices _services;

    internal Sessions(string module, Func<DataOptions, TDb> create, SessionServices services)
    {
        _module = module;
        _create = create;
        _services = services;
        _read = services.Dialect.OptionsFor(module, readOnly: true).UseInterceptor(StatementCounter.Interceptor);
        _write = services.Dialect.OptionsFor(module, readOnly: false).UseInterceptor(StatementCounter.Interceptor);
    }

    /// <summary>A session that can only read. Dispose it.</summary>
    public TDb Read()
    {
        var db = _create(_read);
        db.Services = _services;
        return db;
    }

    /// <summary>
    /// Runs a unit of work in one transaction and commits it; an exception rolls it back. It may run again from its
    /// start when the engine asks for it (a deadlock), so it changes nothing but the database, and calls no other module:
    /// on an engine with a single writer that would wait for itself.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<TDb, Task<T>> work, CancellationToken ct) => WriteAsync(work, _ => true, ct);

    /// <summary>As <see cref="WriteAsync{T}(Func{TDb, Task{T}}, CancellationToken)"/>, for work that learns halfway that it cannot be done.</summary>
    /// <param name="commits">Looks at the answer: false undoes all that the work has written.</param>
    public async Task<T> WriteAsync<T>(Func<TDb, Task<T>> work, Func<T, bool> commits, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(work, commits, ct);
            }
            catch (Exception failure) when (attempt < Attempts && _services.Dialect.IsTransient(failure))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), _services.Clock, ct);
            }
        }
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{TDb, Task{T}}, CancellationToken)" />
    public Task WriteAsync(Func<TDb, Task> work, CancellationToken ct) =>
        WriteAsync(
            async db =>
            {
                await work(db);
                return true;
            },
            ct);

    private async Task<T> WriteOnceAsync<T>(Func<TDb, Task<T>> work, Func<T, bool> commits, CancellationToken ct)
    {
        T result;
        bool announced;
        using (await _services.Dialect.EnterWriteAsync(_module, ct))
        {
            await using var db = _create(_write);
            db.Services = _services;
            _services.Dialect.PrepareWriter(db.OpenDbConnection());
            await using var transaction = await db.BeginTransactionAsync(ct);
            result = await work(db);
            if (!commits(result))
            {
                await transaction.RollbackAsync(ct);
                return result;
            }

            await transaction.CommitAsync(ct);
            announced = db.HasNewEvents;
        }

        await _services.Dialect.MakeDurableAsync(_module, ct);
        if (announced)
        {
            _services.Signal.Raise(_module);
        }

        return result;
    }
}

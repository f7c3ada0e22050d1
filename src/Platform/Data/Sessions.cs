using System.Security.Cryptography;
using GigGatek.Platform.Data.Replicas;
using LinqToDB;

namespace GigGatek.Platform.Data;

/// <summary>The one factory of sessions. Reading and writing are apart, so that reads may go to a replica.</summary>
public sealed class Sessions<TDb>
    where TDb : ModuleDb
{
    private const int Attempts = 30;
    private const int AttemptsForKey = 3;
    private const int LongestPauseMilliseconds = 250;

    /// <summary>Waiting for locks counts: nobody waits for minutes because he waited in vain before.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PatienceOfReaders = TimeSpan.FromSeconds(1);

    private readonly string _module;
    private readonly Func<DataOptions, TDb> _create;
    private readonly Lazy<DataOptions> _read;
    private readonly Lazy<DataOptions> _replicas;
    private readonly Lazy<DataOptions> _write;
    private readonly SessionServices _services;

    internal Sessions(string module, Func<DataOptions, TDb> create, SessionServices services)
    {
        _module = module;
        _create = create;
        _services = services;
        _read = Options(dialect => dialect.OptionsFor(module, readOnly: true));
        _replicas = Options(dialect => dialect.OptionsForReplicas(module));
        _write = Options(dialect => dialect.OptionsFor(module, readOnly: false));
    }

    /// <summary>
    /// A session that can only read; a page that is asked for reads from a replica, if there are any, that shows all that its
    /// visitor has written. Everything else reads from the primary. Dispose it.
    /// </summary>
    public TDb Read() => Read(ReadScope.Current is { MayUseReplicas: true } ? _replicas : _read);

    /// <summary>A session that reads what is committed now, whoever asks: who may do what, keys, and what a process remembers for others. Dispose it.</summary>
    public TDb ReadPrimary() => Read(_read);

    /// <summary>As <see cref="ReadPrimary"/>, for statements that read whole tables and may take as long as that takes: the books. Dispose it.</summary>
    public TDb ReadWhole()
    {
        var db = ReadPrimary();
        db.CommandTimeout = 0;
        return db;
    }

    private TDb Read(Lazy<DataOptions> options)
    {
        var db = _create(options.Value);
        db.Services = _services;
        ((IDataContext)db).CloseAfterUse = _services.Dialect.SharesConnections;
        return db;
    }

    /// <summary>Reads in a session of its own; again when its connection turns out to have died.</summary>
    public Task<T> ReadAsync<T>(Func<TDb, Task<T>> read, CancellationToken ct) => ReadAsync(Read, read, ct);

    /// <summary>The same with <see cref="ReadPrimary"/>.</summary>
    public Task<T> ReadPrimaryAsync<T>(Func<TDb, Task<T>> read, CancellationToken ct) => ReadAsync(ReadPrimary, read, ct);

    private async Task<T> ReadAsync<T>(Func<TDb> open, Func<TDb, Task<T>> read, CancellationToken ct)
    {
        var started = _services.Clock.GetTimestamp();
        while (true)
        {
            try
            {
                await using var db = open();
                return await read(db);
            }
            catch (Exception failure) when (
                _services.Dialect.IsConnectionLost(failure) && _services.Clock.GetElapsedTime(started) < PatienceOfReaders && !ct.IsCancellationRequested)
            {
                // thrown away by now; the next one may be of the same age, and the one after them is new
            }
        }
    }

    /// <summary>
    /// Runs a unit of work in one transaction and commits it; an exception rolls it back. It may run again from its
    /// start when nothing of it was done (a deadlock, a key that another took first, a connection that died before the
    /// commit), so it changes nothing but the database, and calls no other module: on an engine with a single writer that
    /// would wait for itself.
    /// </summary>
    /// <exception cref="CommitUnknownException">The connection died during the commit.</exception>
    public Task<T> WriteAsync<T>(Func<TDb, Task<T>> work, CancellationToken ct) => WriteAsync(work, _ => true, ct);

    /// <summary>As <see cref="WriteAsync{T}(Func{TDb, Task{T}}, CancellationToken)"/>, for work that learns halfway that it cannot be done.</summary>
    /// <param name="commits">Looks at the answer: false undoes all that the work has written.</param>
    public Task<T> WriteAsync<T>(Func<TDb, Task<T>> work, Func<T, bool> commits, CancellationToken ct) => WriteAsync(work, commits, isRepeatable: false, ct);

    /// <summary>
    /// As <see cref="WriteAsync{T}(Func{TDb, Task{T}}, CancellationToken)"/>, for work of which a second run finds what the first has done and
    /// adds nothing to it: it sets, or moves from a state, or has an id of its own. It runs again also when nobody knows whether the
    /// first was committed; while that one is not at its end yet, the second waits at its rows.
    /// </summary>
    public Task<T> RepeatAsync<T>(Func<TDb, Task<T>> work, CancellationToken ct) => WriteAsync(work, _ => true, isRepeatable: true, ct);

    /// <inheritdoc cref="RepeatAsync{T}(Func{TDb, Task{T}}, CancellationToken)" />
    /// <param name="commits">Looks at the answer: false undoes all that the work has written.</param>
    public Task<T> RepeatAsync<T>(Func<TDb, Task<T>> work, Func<T, bool> commits, CancellationToken ct) => WriteAsync(work, commits, isRepeatable: true, ct);

    /// <inheritdoc cref="RepeatAsync{T}(Func{TDb, Task{T}}, CancellationToken)" />
    public Task RepeatAsync(Func<TDb, Task> work, CancellationToken ct) => RepeatAsync(WithoutAnswer(work), ct);

    private async Task<T> WriteAsync<T>(Func<TDb, Task<T>> work, Func<T, bool> commits, bool isRepeatable, CancellationToken ct)
    {
        var started = _services.Clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(work, commits, ct);
            }
            catch (Exception failure) when (
                CanRunAgain(failure, attempt, isRepeatable) && _services.Clock.GetElapsedTime(started) < Patience && !ct.IsCancellationRequested)
            {
                if (!_services.Dialect.IsKeyTaken(failure))    // who took it is done already
                {
                    await Task.Delay(PauseAfter(attempt), _services.Clock, ct);
                }
            }
        }
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{TDb, Task{T}}, CancellationToken)" />
    public Task WriteAsync(Func<TDb, Task> work, CancellationToken ct) => WriteAsync(WithoutAnswer(work), ct);

    private static Func<TDb, Task<bool>> WithoutAnswer(Func<TDb, Task> work) => async db =>
    {
        await work(db);
        return true;
    };

    /// <summary>From now on no read of this process shows less than what is committed now: call it before pages are dropped, or they are made anew from a replica that lacks the change.</summary>
    public Task ShowLatestAsync(CancellationToken ct) => _services.Dialect.ShowLatestAsync(ct);

    /// <summary>When they are first needed: a server that cannot be reached keeps no program from being put together.</summary>
    private Lazy<DataOptions> Options(Func<ISqlDialect, DataOptions> options) =>
        new(() => options(_services.Dialect).UseInterceptor(StatementCounter.Interceptor), LazyThreadSafetyMode.PublicationOnly);

    private async Task<T> WriteOnceAsync<T>(Func<TDb, Task<T>> work, Func<T, bool> commits, CancellationToken ct)
    {
        T result;
        bool announced;
        using (await _services.Dialect.EnterWriteAsync(_module, ct))
        {
            await using var db = _create(_write.Value);
            db.Services = _services;
            await using var transaction = await _services.Dialect.BeginAsync(db, ct);
            result = await work(db);
            if (!commits(result))
            {
                return result;
            }

            await CommitAsync(transaction);
            await _services.Dialect.NoteCommitAsync(_module, db.TryGetDbConnection());
            announced = db.HasNewEvents;
        }

        await _services.Dialect.MakeDurableAsync(_module, ct);
        if (announced)
        {
            _services.Signal.Raise(_module);
        }

        return result;
    }

    private async Task CommitAsync(IWriteTransaction transaction)
    {
        try
        {
            await transaction.CommitAsync();
        }
        catch (Exception failure) when (_services.Dialect.IsConnectionLost(failure))
        {
            await _services.Dialect.NoteCommitAsync(_module, null);
            throw new CommitUnknownException(failure);
        }
    }

    private bool CanRunAgain(Exception failure, int attempt, bool isRepeatable) =>
        failure is CommitUnknownException ? isRepeatable && attempt < Attempts
            : _services.Dialect.IsKeyTaken(failure) ? attempt < AttemptsForKey
            : attempt < Attempts && (_services.Dialect.IsTransient(failure) || _services.Dialect.IsConnectionLost(failure));

    /// <summary>Longer each time, and not the same for all: those who met once should not meet again.</summary>
    private static TimeSpan PauseAfter(int attempt)
    {
        var longest = Math.Min(LongestPauseMilliseconds, 10 << Math.Min(attempt, 8));
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(longest / 2, longest));
    }
}

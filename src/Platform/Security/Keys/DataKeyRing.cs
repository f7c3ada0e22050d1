using System.Buffers.Text;
using GigGatek.Platform.Data;
using LinqToDB.Async;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Security.Keys;

/// <summary>
/// The data keys in this process's memory. A job looks for changes; whoever comes across a key that is not here yet looks
/// at once; and what was seen too long ago (a process that slept) is not used before looking again. So a key that was made
/// longer ago than <see cref="KeyOptions.Spread"/> is known to every process that seals or looks up.
/// </summary>
internal sealed class DataKeyRing(Sessions<KeysDb> sessions, IMasterKey master, IOptions<KeyOptions> options, TimeProvider clock) : IKeyRing, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly UnknownNames _unknown = new(clock);
    private readonly UnknownNames _offered = new(clock);
    private volatile Seen? _seen;

    public DataKey Current => Fresh().Current ?? throw new KeysRefusedException("There is no data key yet. Start the shop once, or make one with: giggatek keys create.");

    public IReadOnlyList<DataKey> All => Fresh().All;

    public DataKey? Find(string id) => Find(id, _unknown);

    public DataKey? FindOffered(string id) => Find(id, _offered);

    /// <summary>Looks at the database now.</summary>
    /// <exception cref="KeysRefusedException">The master key is not the one that wrapped them.</exception>
    public async Task LookAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            _seen = await ReadAsync(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private DataKey? Find(string id, UnknownNames unknown)
    {
        if (Fresh().Find(id) is { } known)
        {
            return known;
        }

        _turn.Wait();
        try
        {
            if (_seen!.Find(id) is { } looked)    // by whoever came across it at the same time
            {
                return looked;
            }

            if (unknown.MayLookFor(id))
            {
                _seen = ReadAsync(CancellationToken.None).GetAwaiter().GetResult();    // opening is not asynchronous: once in the life of a key it waits for the one small query
            }

            return _seen.Find(id);
        }
        finally
        {
            _turn.Release();
        }
    }

    private Seen Fresh()
    {
        var seen = _seen;
        if (seen is null || (clock.GetUtcNow() - seen.At).Duration() > options.Value.Spread)
        {
            LookAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        return _seen!;
    }

    private async Task<Seen> ReadAsync(CancellationToken ct)
    {
        var at = clock.GetUtcNow();    // before the query: what changes while it runs may not be in it
        var rows = await sessions.ReadPrimaryAsync(db => db.DataKeys.Where(row => row.State != DataKeyState.Retired).OrderByDescending(row => row.Id).ToListAsync(ct), ct);
        var keys = new List<DataKey>();
        foreach (var row in rows.OrderByDescending(row => row.State == DataKeyState.Current))
        {
            keys.Add(_seen?.Find(row.Name) ?? await UnwrapAsync(row, ct));
        }

        return new Seen(at, rows.Exists(row => row.State == DataKeyState.Current) ? keys[0] : null, keys);
    }

    private async ValueTask<DataKey> UnwrapAsync(DataKeyRow row, CancellationToken ct) =>
        DataKey.Of(row.Name, await master.UnwrapAsync(row.MasterKey, row.Name, Base64Url.DecodeFromChars(row.Wrapped), ct));

    private sealed record Seen(DateTimeOffset At, DataKey? Current, IReadOnlyList<DataKey> All)
    {
        private readonly Dictionary<string, DataKey> _byName = All.ToDictionary(key => key.Id);

        public DataKey? Find(string id) => _byName.GetValueOrDefault(id);
    }
}

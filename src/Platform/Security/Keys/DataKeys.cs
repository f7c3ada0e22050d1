using System.Buffers.Text;
using System.Data.Common;
using GigGatek.Contracts;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Security.Keys;

/// <summary>A data key as the operator sees it.</summary>
/// <param name="MasterKey">What wrapped it.</param>
/// <param name="ChangedAt">When it came into its state.</param>
public sealed record DataKeyInfo(string Name, DataKeyState State, string MasterKey, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt);

/// <summary>
/// The life of data keys: <see cref="DataKeyMoves"/>, settled by the row counts of conditional updates. Any number of
/// operators may try at once.
/// </summary>
public sealed class DataKeys
{
    private readonly Sessions<KeysDb> _sessions;
    private readonly IMasterKey _master;
    private readonly Ids _ids;
    private readonly TimeProvider _clock;
    private readonly KeyOptions _options;

    internal DataKeys(Sessions<KeysDb> sessions, IMasterKey master, Ids ids, IOptions<KeyOptions> options, TimeProvider clock) =>
        (_sessions, _master, _ids, _options, _clock) = (sessions, master, ids, options.Value, clock);

    /// <summary>All there ever were, the newest first.</summary>
    public async Task<IReadOnlyList<DataKeyInfo>> ListAsync(CancellationToken ct)
    {
        await using var db = _sessions.ReadPrimary();
        return await db.DataKeys.OrderByDescending(row => row.Id)
            .Select(row => new DataKeyInfo(row.Name, row.State, row.MasterKey, row.CreatedAt, row.ChangedAt)).ToListAsync(ct);
    }

    /// <summary>Makes a key that opens and does not write yet. Answers its name.</summary>
    public Task<string> CreateAsync(CancellationToken ct) => AddAsync(DataKey.New(), DataKeyState.Created, ct);

    /// <summary>Makes the first key, in use at once. False when there is one already.</summary>
    internal async Task<bool> TryCreateFirstAsync(CancellationToken ct)
    {
        await using (var db = _sessions.ReadPrimary())
        {
            if (await db.DataKeys.AnyAsync(ct))
            {
                return false;
            }
        }

        try
        {
            await AddAsync(DataKey.New(), DataKeyState.Current, ct);
            return true;
        }
        catch (DbException) when (!ct.IsCancellationRequested)
        {
            await using var db = _sessions.ReadPrimary();
            return await db.DataKeys.AnyAsync(row => row.State == DataKeyState.Current, ct) ? false : throw new KeysRefusedException("The first data key could not be stored. Look at the database, then start again.");
        }
    }

    /// <summary>Stores a key that came from elsewhere, wrapped.</summary>
    internal async Task<string> AddAsync(DataKey key, DataKeyState state, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        var row = new DataKeyRow
        {
            Id = _ids.Next(),
            Name = key.Id,
            State = state,
            CurrentSlot = state == DataKeyState.Current ? 1 : null,
            MasterKey = _master.Id,
            Wrapped = Base64Url.EncodeToString(await _master.WrapAsync(key.Id, key.ToBytes(), ct)),
            CreatedAt = now,
            ChangedAt = now,
        };
        await _sessions.WriteAsync(db => db.InsertAsync(row, token: ct), ct);
        return row.Name;
    }

    /// <summary>How long a created key must wait until every running process has seen it.</summary>
    public TimeSpan WaitFor(DataKeyInfo key)
    {
        var left = key.CreatedAt + _options.Spread - _clock.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Makes a created key the current one, and the current one old. Refuses while a running process may not know it.</summary>
    public async Task<Result> PromoteAsync(string name, CancellationToken ct)
    {
        var keys = await ListAsync(ct);
        if (keys.FirstOrDefault(key => key.Name == name) is not { } next)
        {
            return Error.NotFound($"There is no data key {name}. See: giggatek keys list.");
        }

        if (!DataKeyMoves.Allows(next.State, DataKeyState.Current))
        {
            return Error.Conflict("state", $"The data key {name} is {Word(next.State)}; only a created one becomes current.");
        }

        if (WaitFor(next) > TimeSpan.Zero)
        {
            return Error.Conflict("too_early", $"The data key {name} is so new that running processes may not know it. Try again in {WaitFor(next).TotalSeconds:0} seconds.");
        }

        var before = keys.Single(key => key.State == DataKeyState.Current).Name;
        return await _sessions.WriteAsync(db => SwapAsync(db, before, name, ct), ct) ? Result.Done : Error.Conflict("lost", "Another rotation was faster. See: giggatek keys list.");
    }

    private async Task<bool> SwapAsync(KeysDb db, string before, string after, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        var left = await db.DataKeys.Where(row => row.Name == before && row.State == DataKeyState.Current)
            .Set(row => row.State, DataKeyState.Old).Set(row => row.CurrentSlot, (int?)null).Set(row => row.ChangedAt, now).UpdateAsync(ct);
        if (left == 0)
        {
            return false;
        }

        var came = await db.DataKeys.Where(row => row.Name == after && row.State == DataKeyState.Created)
            .Set(row => row.State, DataKeyState.Current).Set(row => row.CurrentSlot, 1).Set(row => row.ChangedAt, now).UpdateAsync(ct);
        return came == 1 ? true : throw new KeysRefusedException($"The data key {after} was changed meanwhile. See: giggatek keys list.");
    }

    /// <summary>
    /// Wraps every data key with the master key of now, after that was changed, one at a time; what is killed in the middle is gone on with.
    /// Answers how many were another's.
    /// </summary>
    /// <exception cref="KeysRefusedException">The master key that wrapped one of them is not here.</exception>
    public async Task<int> RewrapAsync(CancellationToken ct)
    {
        await using var db = _sessions.ReadPrimary();
        var others = await db.DataKeys.Where(row => row.State != DataKeyState.Retired && row.MasterKey != _master.Id).OrderBy(row => row.Id).ToListAsync(ct);
        var rewrapped = 0;
        foreach (var row in others)
        {
            var plain = await _master.UnwrapAsync(row.MasterKey, row.Name, Base64Url.DecodeFromChars(row.Wrapped), ct);
            var wrapped = Base64Url.EncodeToString(await _master.WrapAsync(row.Name, plain, ct));
            rewrapped += await _sessions.RepeatAsync(
                session => session.DataKeys.Where(same => same.Id == row.Id && same.Wrapped == row.Wrapped)    // not retired, nor wrapped by another meanwhile
                    .Set(same => same.Wrapped, wrapped).Set(same => same.MasterKey, _master.Id).UpdateAsync(ct),
                ct);
        }

        return rewrapped;
    }

    /// <summary>Why a key cannot be retired yet, apart from values that it wrote; null when it can.</summary>
    public async Task<Error?> WhyNotRetireAsync(string name, CancellationToken ct)
    {
        if ((await ListAsync(ct)).FirstOrDefault(key => key.Name == name) is not { } key)
        {
            return Error.NotFound($"There is no data key {name}. See: giggatek keys list.");
        }

        if (!DataKeyMoves.Allows(key.State, DataKeyState.Retired))
        {
            return Error.Conflict("state", $"The data key {name} is {Word(key.State)}; only an old one can be retired.");
        }

        // Nobody seals with it any more after the spread; an hour more is for what was sealed and is not committed yet, and for signed quotes.
        var earliest = key.ChangedAt + _options.Spread + TimeSpan.FromMinutes(_options.RetireAfterMinutes);
        return _clock.GetUtcNow() < earliest
            ? Error.Conflict("too_early", $"The data key {name} was current until {key.ChangedAt:u}; it can be retired after {earliest:u}.")
            : null;
    }

    /// <summary>Destroys the material of an old key. The caller has counted that nothing of it is left.</summary>
    internal async Task<Result> DestroyAsync(string name, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        var retired = await _sessions.WriteAsync(
            db => db.DataKeys.Where(row => row.Name == name && row.State == DataKeyState.Old)
                .Set(row => row.State, DataKeyState.Retired).Set(row => row.Wrapped, (string?)null).Set(row => row.ChangedAt, now).UpdateAsync(ct),
            ct);
        return retired == 1 ? Result.Done : Error.Conflict("lost", $"The data key {name} was changed meanwhile. See: giggatek keys list.");
    }

    private static string Word(DataKeyState state) => state.ToString().ToLowerInvariant();
}

using GigGatek.Contracts;
using GigGatek.Platform.Security.Keys;

namespace GigGatek.Platform.Security.Sealing;

/// <summary>How fast re-encryption goes.</summary>
/// <param name="Chunk">Values in one transaction.</param>
/// <param name="Pause">Between two transactions, for the shop.</param>
public sealed record Pace(int Chunk, TimeSpan Pause);

/// <summary>What is stored in a column, by key.</summary>
/// <param name="ByKey">The keys of the ring; those that wrote nothing here are missing.</param>
/// <param name="Unknown">Values of keys that are not here: they cannot be opened.</param>
public sealed record ColumnStatus(SealedColumnInfo Column, IReadOnlyDictionary<string, long> ByKey, long Unknown);

/// <summary>What re-encryption has done in a column so far.</summary>
public sealed record ColumnProgress(SealedColumnInfo Column, long Changed);

/// <summary>What re-encryption did.</summary>
/// <param name="Faults">Values that do not open, as sentences.</param>
public sealed record ReencryptReport(IReadOnlyList<ColumnProgress> Columns, IReadOnlyList<string> Faults);

/// <summary>All that is sealed in this shop, whichever module has it.</summary>
public sealed class SealedData
{
    private readonly IReadOnlyList<ISealedColumn> _columns;
    private readonly DataKeyRing _ring;
    private readonly DataKeys _keys;
    private readonly TimeProvider _clock;

    /// <summary>The registry of what modules declared.</summary>
    public SealedData(IEnumerable<ISealedColumn> columns, IKeyRing ring, DataKeys keys, TimeProvider clock) =>
        (_columns, _ring, _keys, _clock) = ([.. columns], (DataKeyRing)ring, keys, clock);

    /// <summary>Every declared place.</summary>
    public IReadOnlyList<SealedColumnInfo> Columns => [.. _columns.Select(column => column.Info)];

    /// <summary>Counts what each key wrote.</summary>
    public async Task<IReadOnlyList<ColumnStatus>> StatusAsync(CancellationToken ct)
    {
        await _ring.LookAsync(ct);
        var status = new List<ColumnStatus>();
        foreach (var column in _columns)
        {
            var byKey = new Dictionary<string, long>();
            foreach (var key in _ring.All)
            {
                if (await column.CountAsync(key.Id, ct) is > 0 and var count)
                {
                    byKey[key.Id] = count;
                }
            }

            var unknown = await column.CountAsync(ct) - byKey.Values.Sum();
            status.Add(new ColumnStatus(column.Info, byKey, Math.Max(0, unknown)));    // values come and go between the counts
        }

        return status;
    }

    /// <summary>
    /// Writes every value anew that is not of the current key. It may be stopped and begun again at any time: what is done
    /// shows by its key, and is not done twice.
    /// </summary>
    public async Task<ReencryptReport> ReencryptAsync(Pace pace, IProgress<ColumnProgress> progress, CancellationToken ct)
    {
        await _ring.LookAsync(ct);
        var columns = new List<ColumnProgress>();
        var faults = new List<string>();
        foreach (var column in _columns)
        {
            columns.Add(await ReencryptAsync(column, pace, faults, progress, ct));
        }

        return new ReencryptReport(columns, faults);
    }

    /// <summary>Goes through a column until a pass has lost nothing to the shop.</summary>
    private async Task<ColumnProgress> ReencryptAsync(ISealedColumn column, Pace pace, List<string> faults, IProgress<ColumnProgress> progress, CancellationToken ct)
    {
        long changed = 0;
        int lost;
        do
        {
            lost = 0;
            for (long? after = long.MinValue; after is not null;)
            {
                var chunk = await column.ReencryptAsync(after.Value, pace.Chunk, ct);
                (after, changed, lost) = (chunk.Last, changed + chunk.Changed, lost + chunk.Lost);
                faults.AddRange(chunk.Faults.Except(faults));
                progress.Report(new ColumnProgress(column.Info, changed));
                await Task.Delay(pace.Pause, _clock, ct);
            }
        }
        while (lost > 0);

        return new ColumnProgress(column.Info, changed);
    }

    /// <summary>Destroys an old key that nothing is left of.</summary>
    public async Task<Result> RetireAsync(string name, CancellationToken ct)
    {
        if (await _keys.WhyNotRetireAsync(name, ct) is { } refusal)
        {
            return refusal;
        }

        foreach (var column in _columns)
        {
            if (await column.CountAsync(name, ct) is > 0 and var left)
            {
                return Error.Conflict("in_use", FormattableString.Invariant($"{left:N0} values in {column.Info} are still of {name}. Run giggatek keys reencrypt first; counters of tries end by themselves within a day."));
            }
        }

        return await _keys.DestroyAsync(name, ct);
    }
}

using GigGatek.Contracts;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.Access;

/// <summary>
/// Counts tries before they are made, each by one conditional statement, so that a thousand at once get no more than one
/// after the other. The last allowed try starts the time anew: five wrong passwords lock for the whole fifteen minutes.
/// </summary>
internal sealed class Throttles(Sessions<AccountsDb> sessions, TimeProvider clock)
{
    /// <summary>Takes one try of each limit. Refuses when one is used up.</summary>
    public Task<Error?> Take(IReadOnlyList<Limit> limits, CancellationToken ct) => sessions.WriteAsync(db => TakeIn(db, limits, ct), ct);

    /// <summary>The same within a transaction that does more.</summary>
    public async Task<Error?> TakeIn(AccountsDb db, IReadOnlyList<Limit> limits, CancellationToken ct)
    {
        foreach (var limit in limits)
        {
            if (!await TryTake(db, limit, ct))
            {
                return Error.TooMany(limit.Refusal);
            }
        }

        return null;
    }

    /// <summary>Gives the try of a success back, so that only failures count.</summary>
    public Task GiveBack(Limit limit, CancellationToken ct) =>
        sessions.WriteAsync(
            db => db.Throttles.Where(row => limit.Keys.Contains(row.Key) && row.Tries > 0).Set(row => row.Tries, row => row.Tries - 1).UpdateAsync(ct),
            ct);

    /// <summary>Forgets all tries: the person has proved himself.</summary>
    public Task Clear(Limit limit, CancellationToken ct) =>
        sessions.WriteAsync(db => db.Throttles.DeleteAsync(row => limit.Keys.Contains(row.Key), ct), ct);

    private async Task<bool> TryTake(AccountsDb db, Limit limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var end = now + limit.Time;
        if (limit.Keys.Count > 1 && await db.Throttles.AnyAsync(row => limit.Keys.Contains(row.Key) && row.EndsAt > now && row.Tries >= limit.Tries, ct))
        {
            return false;
        }

        // A count that began under the data key before a rotation goes on under it until its time is over.
        var counted = await db.Throttles.Where(row => limit.Keys.Contains(row.Key) && row.EndsAt > now && row.Tries < limit.Tries)
            .Set(row => row.EndsAt, row => row.Tries + 1 >= limit.Tries ? end : row.EndsAt)
            .Set(row => row.Tries, row => row.Tries + 1)
            .UpdateAsync(ct);
        if (counted > 0)
        {
            return true;
        }

        var restarted = await db.Throttles.Where(row => row.Key == limit.Key && row.EndsAt <= now)
            .Set(row => row.Tries, 1).Set(row => row.EndsAt, end)
            .UpdateAsync(ct);
        if (restarted == 1)
        {
            return true;
        }

        if (await db.Throttles.AnyAsync(row => row.Key == limit.Key, ct))
        {
            return false;
        }

        // The first try, unless another process has just written it.
        await db.Throttles.InsertOrUpdateAsync(
            () => new ThrottleRow { Key = limit.Key, Tries = 1, EndsAt = end },
            row => new ThrottleRow { Tries = row.Tries + 1 },
            ct);
        return true;
    }
}

/// <summary>Drops counts whose time is over.</summary>
internal sealed class SweepThrottles(Sessions<AccountsDb> sessions, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await sessions.WriteAsync(db => db.Throttles.DeleteAsync(row => row.EndsAt <= now, ct), ct);
    }
}

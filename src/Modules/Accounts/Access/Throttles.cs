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
            if (await FindEndUnlessTaken(db, limit, ct) is { } end)
            {
                return Error.TooMany(limit.Refusal, wait: end - clock.GetUtcNow());
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

    /// <summary>Takes a try and answers nothing, or tells when there will be another.</summary>
    private async Task<DateTimeOffset?> FindEndUnlessTaken(AccountsDb db, Limit limit, CancellationToken ct)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            if (limit.Keys.Count > 1 && await FindUsedUp(db, limit, now, ct) is { } used)
            {
                return used.EndsAt;    // perhaps under the data key before a rotation
            }

            if (await TryCount(db, limit, now, ct) || await TryRestart(db, limit, now, ct))
            {
                return null;
            }

            var row = await db.Throttles.Where(row => row.Key == limit.Key).FindAsync(ct);
            if (row is null)
            {
                // The first try. Where another writes it at the same moment, the key refuses ours, and all of this runs again.
                await db.InsertAsync(new ThrottleRow { Key = limit.Key, Tries = 1, EndsAt = now + limit.Time }, token: ct);
                return null;
            }

            if (row.EndsAt > now && row.Tries >= limit.Tries)
            {
                return row.EndsAt;
            }

            // Another has just written the first try, or begun anew: there are some left.
        }
    }

    private static Task<ThrottleRow?> FindUsedUp(AccountsDb db, Limit limit, DateTimeOffset now, CancellationToken ct) =>
        db.Throttles.Where(row => limit.Keys.Contains(row.Key) && row.EndsAt > now && row.Tries >= limit.Tries).OrderByDescending(row => row.EndsAt).FirstOrDefaultAsync(ct);

    private static async Task<bool> TryCount(AccountsDb db, Limit limit, DateTimeOffset now, CancellationToken ct)
    {
        var end = now + limit.Time;

        // A count that began under the data key before a rotation goes on under it until its time is over.
        return await db.Throttles.Where(row => limit.Keys.Contains(row.Key) && row.EndsAt > now && row.Tries < limit.Tries)
            .Set(row => row.EndsAt, row => row.Tries + 1 >= limit.Tries ? end : row.EndsAt)
            .Set(row => row.Tries, row => row.Tries + 1)    // after what looks at it: MySQL sets from left to right
            .UpdateAsync(ct) > 0;
    }

    private static async Task<bool> TryRestart(AccountsDb db, Limit limit, DateTimeOffset now, CancellationToken ct) =>
        await db.Throttles.Where(row => row.Key == limit.Key && row.EndsAt <= now)
            .Set(row => row.Tries, 1).Set(row => row.EndsAt, now + limit.Time)
            .UpdateAsync(ct) == 1;
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

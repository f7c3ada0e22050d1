using System.ComponentModel;
using GigGatek.Accounts.Access;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using GigGatek.Platform.Caching;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Accounts.BrowserSessions;

/// <summary>
/// Who has the key of a session: one statement a minute, as its person is two. The time is looked at each time, and whether he is staff by now.
/// </summary>
internal sealed class FindSession(Sessions<AccountsDb> sessions, SignedInPeople people, NoteVisit visits, ShopCache cache, TimeProvider clock)
{
    private static readonly CacheRule ForAMinute = CacheRule.Everywhere(TimeSpan.FromMinutes(1));

    public async Task<SignedIn?> Handle(string key, CancellationToken ct)
    {
        var hash = Secrets.Hash(key);
        if (await cache.FindAsync(NameOf(hash), ForAMinute, (this, hash), static (self, ct) => self.Item1.Load(self.hash, ct), ct) is not { } kept
            || await people.Find(kept.UserId, kept.Stamp, ct) is not { } person)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (IsOver(kept, person.Permissions.Count > 0, now))
        {
            return null;
        }

        if (now - kept.SeenAt >= BrowserSessionLimits.SeenEvery)
        {
            await visits.Handle(kept.Id, now, ct);
            await Forget(hash);
        }

        return person;
    }

    /// <summary>Call it after the commit of a change.</summary>
    public Task Forget(string hash) => cache.ForgetAsync(NameOf(hash));

    private static bool IsOver(Kept session, bool isStaff, DateTimeOffset now) => isStaff
        ? now - session.SeenAt >= BrowserSessionLimits.StaffIdle || now - session.BegunAt >= BrowserSessionLimits.StaffLifetime
        : now - session.SeenAt >= BrowserSessionLimits.Idle || now - session.BegunAt >= BrowserSessionLimits.Lifetime;

    private async ValueTask<Kept?> Load(string hash, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return await db.BrowserSessions.FirstOrDefaultAsync(row => row.Hash == hash, ct) is { } session
            ? new Kept(session.Id, session.UserId, session.Stamp, session.BegunAt, session.SeenAt)
            : null;
    }

    private static string NameOf(string hash) => "accounts:browser-session:" + hash;

    [ImmutableObject(true)]
    private sealed record Kept(long Id, long UserId, string Stamp, DateTimeOffset BegunAt, DateTimeOffset SeenAt);
}

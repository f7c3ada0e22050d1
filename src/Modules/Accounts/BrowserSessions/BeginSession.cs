using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.BrowserSessions;

/// <summary>
/// A session for whoever has just proved himself, under a key that nobody had before (OWASP ASVS 7.2.4). The one that this browser had ends with it, so that
/// no copy of that goes on.
/// </summary>
internal sealed class BeginSession(Sessions<AccountsDb> sessions, FindSession finds, Ids ids, TimeProvider clock)
{
    public async Task<string> Handle(BeginBrowserSession command, CancellationToken ct)
    {
        var key = Secrets.NewToken();
        var now = clock.GetUtcNow();
        var session = new BrowserSessionRow
        {
            Id = ids.Next(), UserId = command.Person.UserId, Stamp = command.Person.Stamp, Hash = Secrets.Hash(key), Browser = command.Browser, BegunAt = now, SeenAt = now,
        };
        var before = command.KeyBefore is { } old ? Secrets.Hash(old) : null;
        var dropped = await sessions.RepeatAsync(db => Insert(db, session, before, ct), ct);
        foreach (var hash in dropped)
        {
            await finds.Forget(hash);
        }

        return key;
    }

    private static async Task<IReadOnlyList<string>> Insert(AccountsDb db, BrowserSessionRow session, string? before, CancellationToken ct)
    {
        var others = await db.BrowserSessionsOf(session.UserId).Where(row => row.Id != session.Id).OrderByDescending(row => row.SeenAt).ThenByDescending(row => row.Id)
            .Select(row => row.Hash).ToListAsync(ct);
        var ended = others.Skip(BrowserSessionLimits.MostSessions - 1).Append(before).OfType<string>().ToList();
        if (ended.Count > 0)
        {
            await db.BrowserSessions.DeleteAsync(row => ended.Contains(row.Hash), ct);
        }

        if (!await db.BrowserSessions.AnyAsync(row => row.Id == session.Id, ct))
        {
            await db.InsertAsync(session, token: ct);
        }

        return ended;
    }
}

using GigGatek.Accounts.Access;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Accounts.BrowserSessions;

/// <summary>The contract, as a list of its use cases.</summary>
internal sealed class BrowserSessionsService(
    Sessions<AccountsDb> sessions, BeginSession begin, FindSession find, EndSessions end, SignedInPeople people, TimeProvider clock) : IBrowserSessions
{
    public Task<string> BeginAsync(BeginBrowserSession command, CancellationToken ct) => begin.Handle(command, ct);

    public Task<SignedIn?> FindAsync(string key, CancellationToken ct) => find.Handle(key, ct);

    public Task EndAsync(string key, CancellationToken ct) => end.ByKey(key, ct);

    public async Task<IReadOnlyList<BrowserSession>> ListAsync(long userId, string? key, CancellationToken ct)
    {
        if (await people.FindNow(userId, ct) is not { } person)
        {
            return [];
        }

        var own = key is null ? "" : Secrets.Hash(key);
        var isStaff = person.Permissions.Count > 0;
        var seenAfter = clock.GetUtcNow() - (isStaff ? BrowserSessionLimits.StaffIdle : BrowserSessionLimits.Idle);
        var begunAfter = clock.GetUtcNow() - (isStaff ? BrowserSessionLimits.StaffLifetime : BrowserSessionLimits.Lifetime);
        await using var db = sessions.ReadPrimary();
        var rows = await db.BrowserSessionsOf(userId).Where(row => row.Stamp == person.Stamp && row.SeenAt > seenAfter && row.BegunAt > begunAfter)
            .OrderByDescending(row => row.SeenAt).ThenByDescending(row => row.Id).ToListAsync(ct);
        return [.. rows.Select(row => new BrowserSession(row.Id, row.Browser, row.BegunAt, row.SeenAt, row.Hash == own))];
    }

    public Task<Result> EndAsync(long userId, long sessionId, CancellationToken ct) => end.One(userId, sessionId, ct);

    public Task EndOthersAsync(long userId, string key, CancellationToken ct) => end.Others(userId, key, ct);
}

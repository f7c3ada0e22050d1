using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>Ends a session of a person, at once.</summary>
internal sealed class EndSession(Sessions<AccountsDb> sessions, FindSessionCaller callers, TimeProvider clock)
{
    public async Task<Result<ApiSession>> Handle(long userId, long sessionId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var ended = await sessions.RepeatAsync(
            async db =>
            {
                var mine = db.ApiSessions.Where(row => row.Id == sessionId && row.UserId == userId);
                await mine.Where(row => row.EndsAt > now).Set(row => row.EndsAt, now).UpdateAsync(ct);
                return await mine.FirstOrDefaultAsync(ct);
            },
            ct);
        if (ended is null)
        {
            return Error.NotFound("You have no such session.");
        }

        await callers.Forget(sessionId);
        return ended.ToApiSession();
    }
}

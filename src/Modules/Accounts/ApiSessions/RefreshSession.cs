using GigGatek.Accounts.Access;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>New tokens for old. A refresh token works once: the second who brings it, or the first, is a thief, and the session ends for both (RFC 9700, 4.14.2).</summary>
internal sealed partial class RefreshSession(
    Sessions<AccountsDb> sessions, SignedInPeople people, AccessTokens tokens, EndSession end, TimeProvider clock, ILogger<RefreshSession> log)
{
    private static readonly Error Ended = new(ErrorKind.Forbidden, "session_ended", "This session has ended. Sign in again.");

    public async Task<ApiRefresher?> FindRefresher(string token, CancellationToken ct)
    {
        if (BearerText.Refresh.PrefixOf(token) is not { } prefix)
        {
            return null;
        }

        ApiSessionRow? session;
        await using (var db = sessions.ReadPrimary())
        {
            session = await db.ApiSessions.FirstOrDefaultAsync(row => row.Prefix == prefix, ct);
        }

        if (session is null || !await IsOpen(session, ct))
        {
            return null;
        }

        if (BearerText.IsOf(token, session.Hash) || (session.PreviousHash is { } previous && BearerText.IsOf(token, previous)))
        {
            return new ApiRefresher(session.UserId, session.Id, token);
        }

        await EndStolen(session, ct);
        return null;
    }

    public async Task<Result<ApiTokens>> Handle(ApiRefresher refresher, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var used = BearerText.HashOf(refresher.RefreshToken);
        var next = BearerText.Refresh.MakeNext(BearerText.Refresh.PrefixOf(refresher.RefreshToken)!);
        var session = await sessions.WriteAsync<(ApiSessionRow? Refreshed, ApiSessionRow? Stolen)>(
            async db =>
            {
                var moved = await db.ApiSessions.Where(row => row.Id == refresher.SessionId && row.Hash == used && row.EndsAt > now && row.RefreshEndsAt > now)
                    .Set(row => row.Hash, BearerText.HashOf(next)).Set(row => row.PreviousHash, used)
                    .Set(row => row.RefreshedAt, now).Set(row => row.RefreshEndsAt, now + ApiSessionLimits.RefreshLifetime).UpdateAsync(ct);
                var row = await db.ApiSessions.FirstOrDefaultAsync(row => row.Id == refresher.SessionId, ct);
                return moved == 1 ? (row, null) : (null, row);
            },
            ct);
        if (session.Refreshed is { } refreshed)
        {
            return new ApiTokens(refreshed.ToApiSession(), await tokens.Write(refreshed, ct), next);
        }

        if (session.Stolen is { } stolen && await IsOpen(stolen, ct))
        {
            await EndStolen(stolen, ct);
        }

        return Ended;
    }

    private async Task<bool> IsOpen(ApiSessionRow session, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return session.EndsAt > now && session.RefreshEndsAt > now && await people.Find(session.UserId, session.Stamp, ct) is { MustChangePassword: false };
    }

    private async Task EndStolen(ApiSessionRow session, CancellationToken ct)
    {
        LogReused(session.UserId, session.Id);
        await end.Handle(session.UserId, session.Id, ct);
    }

    [LoggerMessage(LogLevel.Warning, "A used refresh token came again: session {SessionId} of account {UserId} is ended, since two have it")]
    private partial void LogReused(long userId, long sessionId);
}

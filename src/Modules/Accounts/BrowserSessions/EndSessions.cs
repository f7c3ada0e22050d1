using GigGatek.Contracts;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.BrowserSessions;

/// <summary>Ends sessions at once: by their key, or a person's.</summary>
internal sealed partial class EndSessions(Sessions<AccountsDb> sessions, FindSession finds, ILogger<EndSessions> log)
{
    public async Task ByKey(string key, CancellationToken ct)
    {
        var hash = Secrets.Hash(key);
        await sessions.RepeatAsync(db => db.BrowserSessions.DeleteAsync(row => row.Hash == hash, ct), ct);
        await finds.Forget(hash);
    }

    public async Task<Result> One(long userId, long sessionId, CancellationToken ct)
    {
        if (await Drop(db => db.BrowserSessionsOf(userId).Where(row => row.Id == sessionId), ct) == 0)
        {
            return Error.NotFound("You have no such session. It may have ended already.");
        }

        LogEnded(userId, sessionId);
        return Result.Done;
    }

    public async Task Others(long userId, string key, CancellationToken ct)
    {
        var own = Secrets.Hash(key);
        var ended = await Drop(db => db.BrowserSessionsOf(userId).Where(row => row.Hash != own), ct);
        LogOthersEnded(userId, ended);
    }

    private async Task<int> Drop(Func<AccountsDb, IQueryable<BrowserSessionRow>> which, CancellationToken ct)
    {
        var hashes = await sessions.RepeatAsync(db => which(db).DropAsync(ct), ct);
        foreach (var hash in hashes)
        {
            await finds.Forget(hash);
        }

        return hashes.Count;
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId} ended its browser session {SessionId}")]
    private partial void LogEnded(long userId, long sessionId);

    [LoggerMessage(LogLevel.Information, "Account {UserId} ended its other browser sessions: {Ended}")]
    private partial void LogOthersEnded(long userId, int ended);
}

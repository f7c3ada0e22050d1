using System.Data.Common;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using LinqToDB;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.BrowserSessions;

/// <summary>Writes down that a session was used; of all requests and processes one succeeds. A page never fails because of it, nor waits long.</summary>
internal sealed partial class NoteVisit(Sessions<AccountsDb> sessions, TimeProvider clock, ILogger<NoteVisit> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task Handle(long sessionId, DateTimeOffset now, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var before = now - BrowserSessionLimits.SeenEvery;
            await sessions.RepeatAsync(
                db => db.BrowserSessions.Where(row => row.Id == sessionId && row.SeenAt <= before).Set(row => row.SeenAt, now).UpdateAsync(either.Token), either.Token);
        }
        catch (Exception failure) when (IsOutage(failure) && !ct.IsCancellationRequested)
        {
            NotNoted(failure, sessionId);
        }
    }

    private static bool IsOutage(Exception failure) => failure is DbException or CommitUnknownException or TimeoutException or OperationCanceledException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "That browser session {SessionId} was used could not be written down. The page goes on; the next use is tried again.")]
    private partial void NotNoted(Exception failure, long sessionId);
}

using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;

namespace GigGatek.Accounts.BrowserSessions;

/// <summary>Drops sessions that have ended by themselves.</summary>
internal sealed class SweepSessions(Sessions<AccountsDb> sessions, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        var (now, idle) = (clock.GetUtcNow(), clock.GetUtcNow() - BrowserSessionLimits.Idle);
        var oldest = now - BrowserSessionLimits.Lifetime;
        await sessions.WriteAsync(db => db.BrowserSessions.DeleteAsync(row => row.SeenAt <= idle, ct), ct);
        await sessions.WriteAsync(db => db.BrowserSessions.DeleteAsync(row => row.BegunAt <= oldest, ct), ct);
    }
}

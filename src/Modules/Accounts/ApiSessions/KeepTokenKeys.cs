using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>Makes the next signing key in time, and forgets keys and sessions that have ended.</summary>
internal sealed class KeepTokenKeys(TokenKeys keys, Sessions<AccountsDb> sessions, TimeProvider clock) : IJob
{
    /// <summary>An ended session is known for so long, so that its last tokens are refused for what they are.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken ct)
    {
        await keys.Keep(ct);
        var before = clock.GetUtcNow() - Remembered;
        await sessions.WriteAsync(db => db.ApiSessions.DeleteAsync(row => row.EndsAt < before, ct), ct);
    }
}

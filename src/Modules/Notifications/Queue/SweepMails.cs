using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Options;

namespace GigGatek.Notifications.Queue;

/// <summary>
/// Takes away mails that ended long ago: a row says who got which news, by the ids of order and account. News as old as
/// that are not told any more (<see cref="QueueMails"/>), so a missing row never sends a mail twice.
/// </summary>
internal sealed class SweepMails(Sessions<NotificationsDb> sessions, IOptions<NotificationsOptions> options, TimeProvider clock) : IJob
{
    private const int Batch = 500;

    public static TimeSpan Pause { get; } = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().AddDays(-options.Value.KeepDays);
        while (await sessions.WriteAsync(db => Sweep(db, before, ct), ct) == Batch)
        {
        }
    }

    private static async Task<int> Sweep(NotificationsDb db, DateTimeOffset before, CancellationToken ct)
    {
        var old = await db.Mails.Where(mail => mail.SettledAt < before).OrderBy(mail => mail.SettledAt).Take(Batch).Select(mail => mail.Id).ToListAsync(ct);
        return old.Count == 0 ? 0 : await db.Mails.Where(mail => old.Contains(mail.Id)).DeleteAsync(ct);
    }
}

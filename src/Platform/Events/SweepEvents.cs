using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Platform.Events;

/// <summary>
/// Takes away events that left long ago, and the notes of having received some: long after their last repetition could
/// come. So outbox and inbox hold weeks, not years.
/// </summary>
internal sealed class SweepEvents<TDb>(Sessions<TDb> sessions, TimeProvider clock) : IJob
    where TDb : ModuleDb
{
    private const int Batch = 500;
    private static readonly TimeSpan KeepSent = TimeSpan.FromDays(7);
    private static readonly TimeSpan KeepReceived = TimeSpan.FromDays(60);

    public static TimeSpan Pause { get; } = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        while (await sessions.WriteAsync(db => SweepSent(db, now - KeepSent, ct), ct) == Batch)
        {
        }

        while (await sessions.WriteAsync(db => SweepReceived(db, now - KeepReceived, ct), ct) == Batch)
        {
        }
    }

    private static async Task<int> SweepSent(TDb db, DateTimeOffset before, CancellationToken ct)
    {
        var old = await db.Outbox.Where(row => row.DispatchedAt < before).OrderBy(row => row.DispatchedAt).Take(Batch).Select(row => row.Id).ToListAsync(ct);
        return old.Count == 0 ? 0 : await db.Outbox.Where(row => old.Contains(row.Id)).DeleteAsync(ct);
    }

    private static async Task<int> SweepReceived(TDb db, DateTimeOffset before, CancellationToken ct)
    {
        var old = await db.Inbox.Where(row => row.ReceivedAt < before).OrderBy(row => row.ReceivedAt).Take(Batch).Select(row => row.EventId).Distinct().ToListAsync(ct);
        return old.Count == 0 ? 0 : await db.Inbox.Where(row => old.Contains(row.EventId) && row.ReceivedAt < before).DeleteAsync(ct);
    }
}

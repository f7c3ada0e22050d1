using System.Data.Common;
using GigGatek.Payments.Providers;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments.Events;

/// <summary>
/// The reconciler: reads the provider's list of events from a kept cursor, for what no webhook brought. Every webhook may get
/// lost, and after a restore from a backup the cursor is as old as the data, so all that the data missed is read again.
/// </summary>
internal sealed partial class FollowEvents(
    Sessions<PaymentsDb> sessions, IPaymentProvider provider, KeepEvents keep, PaymentsMetrics metrics, IOptions<PaymentsOptions> options, TimeProvider clock,
    ILogger<FollowEvents> log) : IJob
{
    /// <summary>An event may show up in the list later than others that happened after it.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await FindOrStart(now, ct) is not { } cursor || cursor.DueAt > now || !await TryClaim(cursor, now, ct))
        {
            return;
        }

        try
        {
            var (until, missed) = (cursor.ReadUntil, 0);
            await foreach (var events in provider.Events!.ReadAsync(cursor.ReadUntil - Overlap, ct))
            {
                missed += await keep.Handle(events, ct);
                until = events.Max(one => one.At) is var latest && latest > until ? latest : until;
            }

            await sessions.WriteAsync(
                db => db.EventCursors.Where(row => row.Provider == cursor.Provider && row.ReadUntil < until).Set(row => row.ReadUntil, until).UpdateAsync(ct), ct);
            metrics.Read(missed);
            LogRead(missed);
        }
        catch (ProviderUnavailableException failure)
        {
            LogUnavailable(failure);
        }
    }

    /// <summary>A shop that never read begins a little in the past, where its first payments may be.</summary>
    private async Task<EventCursorRow?> FindOrStart(DateTimeOffset now, CancellationToken ct)
    {
        var name = provider.Name;
        await using (var db = sessions.Read())
        {
            if (await db.EventCursors.FirstOrDefaultAsync(row => row.Provider == name, ct) is { } cursor)
            {
                return cursor;
            }
        }

        var first = new EventCursorRow { Provider = name, ReadUntil = now - Overlap, DueAt = now };
        try
        {
            await sessions.RepeatAsync(db => db.InsertAsync(first, token: ct), ct);
            return first;
        }
        catch (DbException)
        {
            return null;    // another process was first: the next round finds its
        }
    }

    private async Task<bool> TryClaim(EventCursorRow cursor, DateTimeOffset now, CancellationToken ct) => await sessions.WriteAsync(
        db => db.EventCursors.Where(row => row.Provider == cursor.Provider && row.DueAt == cursor.DueAt)
            .Set(row => row.DueAt, now.AddSeconds(options.Value.Stripe.ReadEventsEverySeconds)).UpdateAsync(ct),
        ct) == 1;

    [LoggerMessage(LogLevel.Debug, "The provider's list of events was read; {Missed} of them had come by no webhook")]
    private partial void LogRead(int missed);

    [LoggerMessage(LogLevel.Warning, "The provider's list of events could not be read; it is read again from where it was")]
    private partial void LogUnavailable(Exception failure);
}

using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Storefront.Reports;

/// <summary>
/// Writes what this process has collected, each kind as one row that counts up. There are at most a thousand rows: further kinds are counted together
/// until old ones are swept.
/// </summary>
internal sealed class WriteReports(CollectReports collected, Sessions<StorefrontDb> sessions, TimeProvider clock) : IJob
{
    public const int MostRows = 1_000;

    public async Task RunAsync(CancellationToken ct)
    {
        var waiting = collected.Look();
        if (waiting.Count > 0)
        {
            var now = clock.GetUtcNow();
            await sessions.WriteAsync(db => Write(db, waiting, now, ct), ct);
            collected.Forget(waiting);
        }
    }

    private static async Task Write(StorefrontDb db, IReadOnlyDictionary<BrowserReport, int> waiting, DateTimeOffset now, CancellationToken ct)
    {
        var free = -1;
        var rest = 0;
        foreach (var (report, count) in waiting.OrderBy(entry => entry.Key.Key, StringComparer.Ordinal))    // as other processes do: no two wait for each other
        {
            if (await TryCount(db, report, count, now, ct))
            {
                continue;
            }

            free = free < 0 ? MostRows - await db.Reports.CountAsync(ct) : free;
            if (free > 0)
            {
                free--;
                await Insert(db, report, count, now, ct);
            }
            else
            {
                rest += count;
            }
        }

        if (rest > 0 && !await TryCount(db, BrowserReport.TheRest, rest, now, ct))
        {
            await Insert(db, BrowserReport.TheRest, rest, now, ct);
        }
    }

    private static async Task<bool> TryCount(StorefrontDb db, BrowserReport report, int count, DateTimeOffset now, CancellationToken ct)
    {
        var key = report.Key;
        return await db.Reports.Where(row => row.Key == key).Set(row => row.Reports, row => row.Reports + count).Set(row => row.LastSeenAt, now).UpdateAsync(ct) == 1;
    }

    private static Task Insert(StorefrontDb db, BrowserReport report, int count, DateTimeOffset now, CancellationToken ct) => db.InsertAsync(
        new ReportRow
        {
            Key = report.Key,
            Directive = report.Directive,
            Blocked = report.Blocked,
            Page = report.Page,
            Reports = count,
            FirstSeenAt = now,
            LastSeenAt = now,
        },
        token: ct);
}

/// <summary>Forgets what no browser has told for thirty days.</summary>
internal sealed class SweepReports(Sessions<StorefrontDb> sessions, TimeProvider clock) : IJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Kept;
        return sessions.WriteAsync(db => db.Reports.DeleteAsync(row => row.LastSeenAt < before, ct), ct);
    }
}

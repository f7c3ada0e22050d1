using GigGatek.Contracts;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Storefront.Reports;

/// <summary>What browsers told, the latest first.</summary>
internal sealed class ListReports(Sessions<StorefrontDb> sessions, SignedTokens tokens)
{
    private const int PageSize = 100;
    private const string CursorPurpose = "storefront.reports";

    public async Task<Page<ReportLine>> Handle(string? cursor, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var reports = db.Reports.AsQueryable();
        if (cursor is not null && tokens.Read<Cursor>(CursorPurpose, cursor) is { } after)
        {
            reports = reports.Where(row => row.LastSeenAt < after.At || (row.LastSeenAt == after.At && row.Key.CompareTo(after.Key) < 0));
        }

        var rows = await reports.OrderByDescending(row => row.LastSeenAt).ThenByDescending(row => row.Key).Take(PageSize + 1).ToListAsync(ct);
        var shown = rows.Take(PageSize).ToList();
        return new(
            [.. shown.Select(row => new ReportLine(row.Key, row.Directive, row.Blocked, row.Page, row.Reports, row.FirstSeenAt, row.LastSeenAt))],
            rows.Count > PageSize ? tokens.Write(CursorPurpose, new Cursor(shown[^1].LastSeenAt, shown[^1].Key)) : null);
    }

    private sealed record Cursor(DateTimeOffset At, string Key);
}

/// <summary>One line of the page.</summary>
public sealed record ReportLine(string Key, string Directive, string Blocked, string Page, long Reports, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt);

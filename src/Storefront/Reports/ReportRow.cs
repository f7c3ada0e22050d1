using LinqToDB.Mapping;

namespace GigGatek.Storefront.Reports;

/// <summary>How often browsers have stopped the same thing on the same kind of page.</summary>
[Table("storefront_reports")]
internal sealed class ReportRow
{
    /// <summary>Of <see cref="BrowserReport.Key"/>.</summary>
    [Column("key"), PrimaryKey] public string Key { get; init; } = "";
    [Column("directive")] public string Directive { get; init; } = "";
    [Column("blocked")] public string Blocked { get; init; } = "";
    [Column("page")] public string Page { get; init; } = "";
    [Column("reports")] public long Reports { get; init; }
    [Column("first_seen_at")] public DateTimeOffset FirstSeenAt { get; init; }
    [Column("last_seen_at")] public DateTimeOffset LastSeenAt { get; init; }
}

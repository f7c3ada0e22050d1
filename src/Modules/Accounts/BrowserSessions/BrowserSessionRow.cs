using LinqToDB.Mapping;

namespace GigGatek.Accounts.BrowserSessions;

/// <summary>A browser in which somebody is signed in. Ended is gone: nothing is kept of where somebody was.</summary>
[Table("accounts_browser_sessions")]
internal sealed class BrowserSessionRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("user_id")] public long UserId { get; init; }

    /// <summary>The person's when it began: another one by now has ended it.</summary>
    [Column("stamp")] public string Stamp { get; init; } = "";

    /// <summary>Of the key that the browser has. Unique.</summary>
    [Column("hash")] public string Hash { get; init; } = "";

    /// <summary>"Firefox on Linux".</summary>
    [Column("browser")] public string Browser { get; init; } = "";
    [Column("begun_at")] public DateTimeOffset BegunAt { get; init; }
    [Column("seen_at")] public DateTimeOffset SeenAt { get; init; }
}

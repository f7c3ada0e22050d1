namespace GigGatek.Contracts.Accounts;

/// <summary>A browser in which a person is signed in.</summary>
/// <param name="Browser">What it says it is, roughly: "Firefox on Linux". Never where it is: an address is kept nowhere.</param>
/// <param name="SeenAt">When it was last used, to <see cref="BrowserSessionLimits.SeenEvery"/>.</param>
/// <param name="IsThis">True for the one that asks.</param>
public sealed record BrowserSession(long Id, string Browser, DateTimeOffset BegunAt, DateTimeOffset SeenAt, bool IsThis);

/// <summary>A person who has proved himself, in a browser.</summary>
/// <param name="Browser">At most <see cref="BrowserSessionLimits.LongestBrowser"/> letters.</param>
/// <param name="KeyBefore">Of the session that this browser had until now, whosever it was: it ends. Null without one.</param>
public sealed record BeginBrowserSession(SignedIn Person, string Browser, string? KeyBefore);

/// <summary>How long browsers stay signed in. Why these: the rules of security.</summary>
public static class BrowserSessionLimits
{
    /// <summary>Without use.</summary>
    public static TimeSpan Idle { get; } = TimeSpan.FromDays(14);

    /// <summary>However it is used; then the person signs in again.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(30);

    /// <summary>Without use, of whoever has a role.</summary>
    public static TimeSpan StaffIdle { get; } = TimeSpan.FromHours(1);

    /// <summary>However it is used, of whoever has a role.</summary>
    public static TimeSpan StaffLifetime { get; } = TimeSpan.FromHours(12);

    /// <summary>How often use is written down.</summary>
    public static TimeSpan SeenEvery { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Of a person; one more ends the one that was seen least recently.</summary>
    public const int MostSessions = 50;

    /// <summary>Letters of what a browser says it is.</summary>
    public const int LongestBrowser = 60;
}

/// <summary>
/// Where people are signed in with browsers. A session is a row; the browser has the key to it, of which only a hash is kept. It also ends with another
/// password, a changed second factor, and <see cref="IAccounts.SignOutEverywhereAsync"/>.
/// </summary>
public interface IBrowserSessions
{
    /// <summary>Begins a session and answers its key, 128 random bits. It is answered this once: no log, page or event may carry it.</summary>
    Task<string> BeginAsync(BeginBrowserSession command, CancellationToken ct);

    /// <summary>
    /// Who has the key, with current permissions; null when the session has ended. Remembered for a minute; ending it counts at once in the process that did
    /// it, and in all others where they share Redis.
    /// </summary>
    Task<SignedIn?> FindAsync(string key, CancellationToken ct);

    /// <summary>Ends the session of a key. Done also when it has ended already.</summary>
    Task EndAsync(string key, CancellationToken ct);

    /// <summary>Those of a person that go on, last seen first.</summary>
    /// <param name="key">Of the one that asks; null for nobody's.</param>
    Task<IReadOnlyList<BrowserSession>> ListAsync(long userId, string? key, CancellationToken ct);

    /// <summary>Ends one of a person's; refuses another's.</summary>
    Task<Result> EndAsync(long userId, long sessionId, CancellationToken ct);

    /// <summary>Ends all of a person's but the one of the key.</summary>
    Task EndOthersAsync(long userId, string key, CancellationToken ct);
}

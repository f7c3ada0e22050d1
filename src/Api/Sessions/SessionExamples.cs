using GigGatek.Contracts.Accounts;

namespace GigGatek.Api.Sessions;

/// <summary>What answers about sessions look like, for the document.</summary>
internal static class SessionExamples
{
    public const string Id = "7327941204561920007";

    private static readonly DateTimeOffset At = new(2026, 11, 29, 9, 0, 0, TimeSpan.Zero);

    public static NewSession New { get; } = new("ada@example.com", "…", "Price watcher on Ada's phone", [ApiScopes.Shop]);

    public static Session One { get; } = new(Id, New.Name, [ApiScopes.Shop], At, At, At + ApiSessionLimits.RefreshLifetime, At + ApiSessionLimits.SessionLifetime);

    public static SessionTokens Tokens { get; } = new(One, "eyJ…", (int)ApiSessionLimits.AccessLifetime.TotalSeconds, "ggr_…");

    public static Page<Session> All { get; } = new([One], null);
}

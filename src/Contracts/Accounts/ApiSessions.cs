namespace GigGatek.Contracts.Accounts;

/// <summary>A program that a person has signed in. It asks with access tokens, which end soon, and gets new ones with its refresh token.</summary>
/// <param name="Name">Which program, on which machine, in the person's words.</param>
/// <param name="Scopes">Of <see cref="ApiScopes"/>: what it was given. Its account may be allowed less by now, and then the session is too.</param>
/// <param name="RefreshedAt">When it last got new tokens.</param>
/// <param name="RefreshEndsAt">It ends when it has not asked for new tokens until then.</param>
/// <param name="EndsAt">It ends then, however often it asks.</param>
public sealed record ApiSession(
    long Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset RefreshedAt, DateTimeOffset RefreshEndsAt, DateTimeOffset EndsAt);

/// <summary>What a session asks with from now on. Both texts are answered this once and kept nowhere: no log, page or event may carry them.</summary>
/// <param name="AccessToken">A JWT (RFC 7519) as RFC 9068 profiles it, signed with ES256; good for <see cref="ApiSessionLimits.AccessLifetime"/>.</param>
/// <param name="RefreshToken">For the next tokens, once.</param>
public sealed record ApiTokens(ApiSession Session, string AccessToken, string RefreshToken);

/// <summary>Signs a program in.</summary>
/// <param name="Name">1 to 100 letters.</param>
/// <param name="Scopes">Of <see cref="ApiScopes"/>; at least one.</param>
/// <param name="Client">The client's address, for throttling.</param>
/// <param name="Code">Of the app, or a recovery code; null where none was given.</param>
public sealed record OpenApiSession(string Email, string Password, string Name, IReadOnlyList<string> Scopes, string Client, string? Code = null);

/// <summary>Who holds a refresh token, not used more than once so far.</summary>
/// <param name="RefreshToken">The token itself.</param>
public sealed record ApiRefresher(long UserId, long SessionId, string RefreshToken);

/// <summary>How long things about sessions take, and how many there are.</summary>
public static class ApiSessionLimits
{
    /// <summary>Of an access token.</summary>
    public static TimeSpan AccessLifetime { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Of a refresh token that nobody uses.</summary>
    public static TimeSpan RefreshLifetime { get; } = TimeSpan.FromDays(30);

    /// <summary>Of a session; then the person signs in again.</summary>
    public static TimeSpan SessionLifetime { get; } = TimeSpan.FromDays(90);

    /// <summary>Sessions of an account; one more ends the one that was refreshed least recently.</summary>
    public const int MostSessions = 20;
}

/// <summary>A public key that access tokens are checked with.</summary>
/// <param name="Id">The <c>kid</c> in a token's header: the key's thumbprint (RFC 7638).</param>
/// <param name="X">Coordinate of the point on P-256, base64url (RFC 7518, 6.2.1.2).</param>
/// <param name="Y">The other.</param>
public sealed record PublicTokenKey(string Id, string X, string Y);

/// <summary>A key that signs access tokens, for the operator.</summary>
/// <param name="SignsFrom">From then on it signs, until the next one does.</param>
public sealed record TokenKey(string Id, DateTimeOffset SignsFrom, bool IsSigning);

/// <summary>
/// Programs that people sign in (the API's users), beside <see cref="IApiKeys"/> for partners and machines.
/// Source: RFC 9068 for access tokens; RFC 9700, 4.14 for refresh tokens, of which one that comes a second time ends its session.
/// </summary>
public interface IApiSessions
{
    /// <summary>
    /// Checks the password, as <see cref="IAccounts.SignInAsync"/> does and counted with it, and begins a session. Refuses also an account with a
    /// second factor without a code (<c>second_factor_needed</c>) or with a wrong one (<c>wrong_code</c>, see <see cref="ISecondFactor"/>), <c>must_change_password</c>, scopes that there are not, and those that the account is not allowed (<c>not_permitted</c>).
    /// </summary>
    Task<Result<ApiTokens>> OpenAsync(OpenApiSession command, CancellationToken ct);

    /// <summary>
    /// Who asks with an access token; null when it is none of ours, ended, or of a session that has ended, whose account has another password by now or was
    /// signed out everywhere. Why is not told. A session is cached for a minute; ending it counts at once in the process that did it, and in all others where
    /// they share Redis.
    /// </summary>
    Task<ApiCaller?> FindCallerAsync(string accessToken, CancellationToken ct);

    /// <summary>
    /// Who holds a refresh token; null when nobody does. The one before the current one is known too, so that a call may be sent again under its name;
    /// any older one ends its session.
    /// </summary>
    Task<ApiRefresher?> FindRefresherAsync(string refreshToken, CancellationToken ct);

    /// <summary>New tokens for a refresh token. One that was used ends its session: somebody else has it (<c>session_ended</c>).</summary>
    Task<Result<ApiTokens>> RefreshAsync(ApiRefresher refresher, CancellationToken ct);

    /// <summary>Those that go on, newest first.</summary>
    Task<IReadOnlyList<ApiSession>> ListAsync(long userId, CancellationToken ct);

    /// <summary>Ends a session: its tokens are refused from now on. Refuses one that is not this person's.</summary>
    Task<Result<ApiSession>> EndAsync(long userId, long sessionId, CancellationToken ct);

    /// <summary>The keys that tokens which are good now were signed with, and the next one when it is made already (RFC 7517).</summary>
    Task<IReadOnlyList<PublicTokenKey>> ListPublicKeysAsync(CancellationToken ct);
}

/// <summary>The keys that sign access tokens, for the operator. Changes are announced as <see cref="ChangeMade"/> about <c>token key ID</c>.</summary>
public interface ITokenKeysAdmin
{
    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<TokenKey>> ListAsync(CancellationToken ct);

    /// <summary>
    /// Makes a key that signs from now on. Running processes sign with it within a minute; tokens of the one before stay good until they end, unless
    /// <paramref name="withdrawOthers"/> is true: then they are refused within a minute, as when a key has become known.
    /// </summary>
    Task<TokenKey> RotateAsync(Actor actor, bool withdrawOthers, CancellationToken ct);
}

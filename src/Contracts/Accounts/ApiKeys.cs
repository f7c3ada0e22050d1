namespace GigGatek.Contracts.Accounts;

/// <summary>What an API key may be used for: shopping for its account, or one of the <see cref="Permissions"/>.</summary>
public static class ApiScopes
{
    /// <summary>Carts, quotes and orders of the account that the key belongs to.</summary>
    public const string Shop = "shop";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Shop, .. Permissions.All];
}

/// <summary>An API key as the owner sees it. Its secret is known to nobody but who was given it.</summary>
/// <param name="UserId">The account that it acts for.</param>
/// <param name="Email">That account's mail address.</param>
/// <param name="Name">What it is for, in the words of who made it.</param>
/// <param name="Prefix">What stands in the key after <c>gg_</c>, to tell keys apart; it opens nothing.</param>
/// <param name="Scopes">What it was given. Its account may be allowed less by now, and then the key is too.</param>
/// <param name="ExpiresAt">From then on it is refused; null for never.</param>
/// <param name="LastUsedAt">To the minute; null when it has not been used.</param>
/// <param name="RevokedAt">Since when it is refused; null when it is not.</param>
/// <param name="ReplacedBy">The key that was made in its place; null when there is none.</param>
public sealed record ApiKey(
    long Id,
    long UserId,
    string Email,
    string Name,
    string Prefix,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt,
    long? ReplacedBy)
{
    /// <summary>True while it opens something: neither revoked nor at its end.</summary>
    public bool IsOpenAt(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}

/// <summary>A key that was just made.</summary>
/// <param name="Secret">The whole key, <c>gg_PREFIX_SECRET</c>. It is answered this once and kept nowhere: no log, page or event may carry it.</param>
public sealed record NewApiKey(ApiKey Key, string Secret);

/// <summary>Makes a key.</summary>
/// <param name="UserId">The account that it acts for.</param>
/// <param name="Name">What it is for, in 1 to 100 letters; not that of another open key of the account.</param>
/// <param name="Scopes">Of <see cref="ApiScopes"/>; at least one.</param>
/// <param name="ExpiresAt">Null for never; <see cref="ApiKeyLimits.UsualLifetime"/> from now is usual.</param>
public sealed record CreateApiKey(long UserId, string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt);

/// <summary>Makes another key, with the account, name and scopes of this one.</summary>
/// <param name="Overlap">For so long the old key goes on, if it has not ended before: 0 to <see cref="ApiKeyLimits.LongestOverlap"/>.</param>
/// <param name="ExpiresAt">Of the new key; null for never.</param>
public sealed record RotateApiKey(long KeyId, TimeSpan Overlap, DateTimeOffset? ExpiresAt);

/// <summary>How long things about keys take.</summary>
public static class ApiKeyLimits
{
    /// <summary>What is offered for a key's life: a year, so that one that nobody thinks of any more comes to an end.</summary>
    public static TimeSpan UsualLifetime { get; } = TimeSpan.FromDays(365);

    /// <summary>What is offered for an old key beside its new one: a day to change over.</summary>
    public static TimeSpan UsualOverlap { get; } = TimeSpan.FromDays(1);

    /// <summary>An old key may go on for so long; what takes longer is two keys.</summary>
    public static TimeSpan LongestOverlap { get; } = TimeSpan.FromDays(90);
}

/// <summary>Who calls the API, as what he presented proves it.</summary>
/// <param name="UserId">The account that is acted for.</param>
/// <param name="Name">For the audit trail, as <see cref="Actor.Name"/>: the account's number and the key's prefix or the session's number, nothing personal.</param>
/// <param name="Scopes">What the key or the session was given, without what its account may no longer do.</param>
/// <param name="SessionId">The <see cref="ApiSession"/> that he asks in; null for who has a key.</param>
public sealed record ApiCaller(long UserId, string Name, IReadOnlyList<string> Scopes, long? SessionId = null);

/// <summary>API keys as the API asks for them (RFC 6750: what comes as <c>Authorization: Bearer gg_…</c>).</summary>
public interface IApiKeys
{
    /// <summary>
    /// The caller behind a key; null when it is none, unknown, expired, revoked, or of an account that still has its one-time password. Why is not told:
    /// whoever guesses should not learn. A key is cached for a minute and its end looked at each time; revoking it or taking a role from its account
    /// counts at once in the process that did it, and in all others where they share Redis. What is unknown is not cached.
    /// </summary>
    Task<ApiCaller?> FindCallerAsync(string key, CancellationToken ct);
}

/// <summary>API keys as the owner keeps them. Every change is announced as <see cref="ChangeMade"/> about <c>api key PREFIX</c>, never with the key.</summary>
public interface IApiKeysAdmin
{
    /// <summary>Newest first, ended ones too; 50 a page.</summary>
    Task<Page<ApiKey>> ListAsync(string? cursor, CancellationToken ct);

    /// <summary>Null when there is none.</summary>
    Task<ApiKey?> FindAsync(long keyId, CancellationToken ct);

    /// <summary>
    /// Refuses, with the field: an unknown account; one whose mail address is not confirmed, since it may be somebody else's (<c>not_confirmed</c>);
    /// scopes that there are not or that the account itself is not allowed (<c>not_permitted</c>); an end that has passed; a name that is missing,
    /// too long, or that of another open key of the account (<c>name_taken</c>), so that a form sent twice makes one key.
    /// </summary>
    Task<Result<NewApiKey>> CreateAsync(Actor actor, CreateApiKey command, CancellationToken ct);

    /// <summary>
    /// Makes another key in the place of one, which goes on for a while. Refuses a key that has ended, and one that was replaced already
    /// (<c>key_ended</c>, <c>key_replaced</c>).
    /// </summary>
    Task<Result<NewApiKey>> RotateAsync(Actor actor, RotateApiKey command, CancellationToken ct);

    /// <summary>Refuses the key from now on. Again: nothing. A key that was made in its place goes on.</summary>
    Task<Result> RevokeAsync(Actor actor, long keyId, CancellationToken ct);
}

using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>The contract of programs and their people.</summary>
internal sealed class ApiSessionsService(
    Sessions<AccountsDb> sessions, OpenSession open, RefreshSession refresh, EndSession end, FindSessionCaller callers, TokenKeys keys, TimeProvider clock) : IApiSessions
{
    public Task<Result<ApiTokens>> OpenAsync(OpenApiSession command, CancellationToken ct) => open.Handle(command, ct);

    public Task<ApiCaller?> FindCallerAsync(string accessToken, CancellationToken ct) => callers.Handle(accessToken, ct);

    public Task<ApiRefresher?> FindRefresherAsync(string refreshToken, CancellationToken ct) => refresh.FindRefresher(refreshToken, ct);

    public Task<Result<ApiTokens>> RefreshAsync(ApiRefresher refresher, CancellationToken ct) => refresh.Handle(refresher, ct);

    public Task<Result<ApiSession>> EndAsync(long userId, long sessionId, CancellationToken ct) => end.Handle(userId, sessionId, ct);

    public async Task<IReadOnlyList<ApiSession>> ListAsync(long userId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = sessions.ReadPrimary();
        var rows = await db.ApiSessions.Where(row => row.UserId == userId && row.EndsAt > now && row.RefreshEndsAt > now).OrderByDescending(row => row.Id).ToListAsync(ct);
        return [.. rows.Select(row => row.ToApiSession())];
    }

    public async Task<IReadOnlyList<PublicTokenKey>> ListPublicKeysAsync(CancellationToken ct) => [.. (await keys.ListKnown(ct)).Select(key => key.Public)];
}

/// <summary>The operator's contract.</summary>
internal sealed class TokenKeysAdmin(TokenKeys keys) : ITokenKeysAdmin
{
    public async Task<IReadOnlyList<TokenKey>> ListAsync(CancellationToken ct)
    {
        var all = await keys.List(ct);
        return [.. all.Select(key => new TokenKey(key.Id, key.SignsFrom, keys.IsSigning(key, all)))];
    }

    public async Task<TokenKey> RotateAsync(Actor actor, bool withdrawOthers, CancellationToken ct)
    {
        var made = await keys.Rotate(actor, withdrawOthers, ct);
        return new TokenKey(made.Id, made.SignsFrom, true);
    }
}

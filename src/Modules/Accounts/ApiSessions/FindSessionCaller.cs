using System.ComponentModel;
using GigGatek.Accounts.Access;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Caching;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>Who asks with an access token. What the database says of a session is remembered for a minute, the time is looked at each time.</summary>
internal sealed class FindSessionCaller(Sessions<AccountsDb> sessions, AccessTokens tokens, SignedInPeople people, ShopCache cache, TimeProvider clock)
{
    private static readonly CacheRule ForAMinute = CacheRule.Everywhere(TimeSpan.FromMinutes(1));

    public async Task<ApiCaller?> Handle(string token, CancellationToken ct)
    {
        if (await tokens.Read(token, ct) is not { } id
            || await cache.FindAsync(NameOf(id), ForAMinute, (this, id), static (self, ct) => self.Item1.Load(self.id, ct), ct) is not { } kept
            || kept.EndsAt <= clock.GetUtcNow()
            || await people.Find(kept.UserId, kept.Stamp, ct) is not { MustChangePassword: false } person)
        {
            return null;
        }

        return new ApiCaller(
            kept.UserId,
            FormattableString.Invariant($"account {kept.UserId} with session {id}"),
            [.. kept.Scopes.Where(scope => scope == ApiScopes.Shop || (MayUseOffice(kept, person) && person.Permissions.Contains(scope)))],
            id);
    }

    /// <summary>Call it after the commit of a change.</summary>
    public Task Forget(long sessionId) => cache.ForgetAsync(NameOf(sessionId));

    private static bool MayUseOffice(Kept session, SignedIn person) => session.HasSecondFactor || !person.OfficeNeedsSecondFactor;

    private async ValueTask<Kept?> Load(long id, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return await db.ApiSessions.FirstOrDefaultAsync(row => row.Id == id, ct) is { } session
            ? new Kept(session.UserId, session.Scopes.Split(' '), session.Stamp, session.HasSecondFactor, session.EndsAt)
            : null;
    }

    private static string NameOf(long id) => FormattableString.Invariant($"accounts:api-session:{id}");

    [ImmutableObject(true)]
    private sealed record Kept(long UserId, IReadOnlyList<string> Scopes, string Stamp, bool HasSecondFactor, DateTimeOffset EndsAt);
}

using System.ComponentModel;
using GigGatek.Accounts.Access;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Caching;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Accounts.ApiKeys;

/// <summary>
/// Who calls with a key. What the database says of a key is remembered for a minute, and so is its account, where roles are taken away; the time is
/// looked at each time, so that a key ends when it said it would.
/// </summary>
internal sealed class FindCaller(Sessions<AccountsDb> sessions, SignedInPeople people, NoteUse uses, ShopCache cache, TimeProvider clock)
{
    private static readonly CacheRule ForAMinute = CacheRule.Everywhere(TimeSpan.FromMinutes(1));

    public async Task<ApiCaller?> Handle(string key, CancellationToken ct)
    {
        if (BearerText.Key.PrefixOf(key) is not { } prefix
            || await cache.FindAsync(NameOf(prefix), ForAMinute, (this, prefix), static (self, ct) => self.Item1.Load(self.prefix, ct), ct) is not { } kept
            || !BearerText.IsOf(key, kept.Hash))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (kept.ExpiresAt <= now || await people.FindNow(kept.UserId, ct) is not { MustChangePassword: false } person)
        {
            return null;
        }

        await uses.Handle(kept.Id, now, ct);
        return new ApiCaller(
            kept.UserId,
            FormattableString.Invariant($"account {kept.UserId} with api key {prefix}"),
            [.. kept.Scopes.Where(scope => scope == ApiScopes.Shop || person.Permissions.Contains(scope))]);
    }

    /// <summary>Call it after the commit of a change.</summary>
    public Task Forget(string prefix) => cache.ForgetAsync(NameOf(prefix));

    private async ValueTask<Kept?> Load(string prefix, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return await db.ApiKeys.FirstOrDefaultAsync(row => row.Prefix == prefix && row.RevokedAt == null, ct) is { } key
            ? new Kept(key.Id, key.UserId, key.Hash, key.Scopes.Split(' '), key.ExpiresAt)
            : null;
    }

    private static string NameOf(string prefix) => "accounts:api-key:" + prefix;

    [ImmutableObject(true)]
    private sealed record Kept(long Id, long UserId, string Hash, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt);
}

using System.ComponentModel;
using System.Globalization;
using GigGatek.Accounts.People;
using GigGatek.Accounts.Roles;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Caching.Hybrid;

namespace GigGatek.Accounts.Access;

/// <summary>
/// The people behind cookies, remembered for a minute. A change in this process counts at once: it moves the person on to
/// other cache keys, so that not even a read that began before the change can bring the old state back.
/// </summary>
internal sealed class SignedInPeople(Sessions<AccountsDb> sessions, SealedUsers seal, HybridCache cache)
{
    // Names are personal, so they stay in this process's memory.
    private static readonly HybridCacheEntryOptions ForAMinute = new()
    {
        Expiration = TimeSpan.FromMinutes(1),
        LocalCacheExpiration = TimeSpan.FromMinutes(1),
        Flags = HybridCacheEntryFlags.DisableDistributedCache,
    };

    // People share counters: a change of one makes some others be read again, which costs little and needs no list of people.
    private readonly int[] _changes = new int[1024];

    public async Task<SignedIn?> Find(long userId, string stamp, CancellationToken ct)
    {
        var generation = Volatile.Read(ref _changes[Slot(userId)]);
        var key = string.Create(CultureInfo.InvariantCulture, $"accounts:signed-in:{userId}:{generation}");
        var found = await cache.GetOrCreateAsync(key, (this, userId), static (self, ct) => self.Item1.Load(self.userId, ct), ForAMinute, cancellationToken: ct);
        return found.Person is { } person && person.Stamp == stamp ? person : null;
    }

    /// <summary>Call it after the commit of a change.</summary>
    public void Forget(long userId) => Interlocked.Increment(ref _changes[Slot(userId)]);

    public async Task<SignedIn> Describe(AccountUser user, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return Describe(user, await db.ListRolesOfAsync(user.Id, ct));
    }

    private async ValueTask<Found> Load(long userId, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return await db.FindUserAsync(userId, ct) is { } row
            ? new Found(Describe(seal.Open(row), await db.ListRolesOfAsync(userId, ct)))
            : new Found(null);
    }

    private static SignedIn Describe(AccountUser user, IReadOnlyList<string> roles) =>
        new(user.Id, user.DisplayName, user.Stamp, ShopRoles.PermissionsOf(roles), user.EmailConfirmed, user.MustChangePassword);

    private static int Slot(long userId) => (int)((ulong)userId.GetHashCode() % 1024);

    [ImmutableObject(true)]
    private sealed record Found(SignedIn? Person);
}

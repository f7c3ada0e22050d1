using System.ComponentModel;
using GigGatek.Accounts.People;
using GigGatek.Accounts.Roles;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Caching;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Accounts.Access;

/// <summary>
/// The people behind cookies and API keys, remembered for a minute. A change counts at once in this process, and with Redis in all others
/// too; without it they take the minute.
/// </summary>
internal sealed class SignedInPeople(Sessions<AccountsDb> sessions, SealedUsers seal, ShopCache cache, IOptions<AccountsOptions> options, IOptions<ShopOptions> shop)
{
    private static readonly CacheRule ForAMinute = CacheRule.Everywhere(TimeSpan.FromMinutes(1));

    public async Task<SignedIn?> Find(long userId, string stamp, CancellationToken ct) =>
        await FindNow(userId, ct) is { } person && person.Stamp == stamp ? person : null;

    /// <summary>For who has proved himself otherwise than by a cookie.</summary>
    public async Task<SignedIn?> FindNow(long userId, CancellationToken ct) =>
        (await cache.GetAsync(NameOf(userId), ForAMinute, (this, userId), static (self, ct) => self.Item1.Load(self.userId, ct), ct)).Person;

    /// <summary>Call it after the commit of a change.</summary>
    public Task Forget(long userId) => cache.ForgetAsync(NameOf(userId));

    public async Task<SignedIn> Describe(AccountUser user, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return Describe(user, await db.ListRolesOfAsync(user.Id, ct));
    }

    private async ValueTask<Found> Load(long userId, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return await db.FindUserAsync(userId, ct) is { DisabledAt: null } row
            ? new Found(Describe(seal.Open(row), await db.ListRolesOfAsync(userId, ct)))
            : new Found(null);
    }

    private SignedIn Describe(AccountUser user, IReadOnlyList<string> roles) => new(
        user.Id, user.DisplayName, user.Stamp, ShopRoles.PermissionsOf(roles), user.EmailConfirmed, user.MustChangePassword,
        OfficeNeedsSecondFactor: roles.Count > 0 && options.Value.AsksSecondFactorOfStaff(shop.Value));

    private static string NameOf(long userId) => FormattableString.Invariant($"accounts:signed-in:{userId}");

    [ImmutableObject(true)]
    private sealed record Found(SignedIn? Person);
}

using System.Data.Common;
using System.Globalization;
using GigGatek.Accounts.Access;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using LinqToDB;
using Microsoft.AspNetCore.Identity;

namespace GigGatek.Accounts.People;

/// <summary>
/// Identity's store over our tables. A write and what it announces are one transaction; of two changes of one person at
/// once the second fails as <c>ConcurrencyFailure</c>. Lockout and roles are not here on purpose: Identity reads, counts
/// in memory and writes back, by the machine's clock; ours are single conditional statements (<see cref="Throttles"/>,
/// <see cref="Roles.SetRole"/>).
/// </summary>
internal sealed partial class UserStore(Sessions<AccountsDb> sessions, SealedUsers seal, SignedInPeople signedIn, IdentityErrorDescriber errors)
    : IUserPasswordStore<AccountUser>, IUserEmailStore<AccountUser>, IUserSecurityStampStore<AccountUser>
{
    /// <summary>
    /// Writes a new person. When the address is taken, tells its owner instead, in a transaction of the same length, and
    /// answers <c>DuplicateEmail</c>.
    /// </summary>
    public async Task<IdentityResult> CreateAsync(AccountUser user, CancellationToken cancellationToken)
    {
        try
        {
            return await sessions.WriteAsync(db => CreateIn(db, user, cancellationToken), cancellationToken);
        }
        catch (DbException)
        {
            // Two at once with a new address: the unique index refuses the second, whose owner is then the first.
            if (await FindByEmailAsync(user.Email, cancellationToken) is null)
            {
                throw;
            }

            return await sessions.WriteAsync(db => CreateIn(db, user, cancellationToken), cancellationToken);
        }
    }

    private async Task<IdentityResult> CreateIn(AccountsDb db, AccountUser user, CancellationToken ct)
    {
        await db.TakeAddressTurnAsync(ct);
        if (await db.FindUserByEmailAsync(seal.EmailIndexes(user.Email), ct) is { } known)
        {
            await db.PublishAsync(new RegistrationRepeated(known.Id), ct);
            return IdentityResult.Failed(errors.DuplicateEmail(""));
        }

        await db.InsertAsync(seal.Seal(user), token: ct);
        await PublishAnnounced(db, user, ct);
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> UpdateAsync(AccountUser user, CancellationToken cancellationToken)
    {
        var updated = await sessions.WriteAsync(
            async db =>
            {
                var rows = await db.Users.Where(row => row.Id == user.Id && row.Version == user.Version)
                    .Set(row => row.EmailConfirmed, user.EmailConfirmed)
                    .Set(row => row.PasswordHash, user.PasswordHash)
                    .Set(row => row.Stamp, user.Stamp)
                    .Set(row => row.MustChangePassword, user.MustChangePassword)
                    .Set(row => row.Version, user.Version + 1)
                    .UpdateAsync(cancellationToken);
                if (rows == 1)
                {
                    await PublishAnnounced(db, user, cancellationToken);
                }

                return rows == 1;
            },
            cancellationToken);
        if (!updated)
        {
            return IdentityResult.Failed(errors.ConcurrencyFailure());
        }

        user.Version++;
        user.Announced.Clear();
        await signedIn.Forget(user.Id);
        return IdentityResult.Success;
    }

    private static async Task PublishAnnounced(AccountsDb db, AccountUser user, CancellationToken ct)
    {
        foreach (var announced in user.Announced)
        {
            await db.PublishAsync(announced, ct);
        }
    }

    /// <summary>People are erased by a process of their own, which keeps what the law wants kept.</summary>
    public Task<IdentityResult> DeleteAsync(AccountUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AccountUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        FindAsync(long.Parse(userId, CultureInfo.InvariantCulture), cancellationToken);

    public Task<AccountUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindByEmailAsync(normalizedUserName, cancellationToken);

    public async Task<AccountUser?> FindAsync(long userId, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return await db.FindUserAsync(userId, ct) is { } row ? seal.Open(row) : null;
    }

    public async Task<AccountUser?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken)
    {
        await using var db = sessions.ReadPrimary();
        return await db.FindUserByEmailAsync(seal.EmailIndexes(normalizedEmail), cancellationToken) is { } row ? seal.Open(row) : null;
    }

    /// <summary>Nothing is held: each call opened and closed its own session.</summary>
    public void Dispose()
    {
    }
}

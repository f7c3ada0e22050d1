using GigGatek.Accounts.Access;
using GigGatek.Accounts.People;
using GigGatek.Accounts.SecondFactor;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace GigGatek.Accounts.Roles;

/// <summary>
/// The first owner, with a password that works until he chooses his own. Of any number of processes that start at once,
/// one makes him.
/// </summary>
internal sealed class EnsureOwner(
    Sessions<AccountsDb> sessions, SealedUsers seal, IPasswordHasher<AccountUser> hasher, IOptions<AccountsOptions> options, SignedInPeople signedIn, Ids ids, TimeProvider clock)
{
    public async Task<OwnerCredentials?> Handle(CancellationToken ct)
    {
        await using (var db = sessions.Read())
        {
            if (await db.Roles.AnyAsync(row => row.Name == ShopRoles.Owner && row.Holders > 0, ct))
            {
                return null;
            }
        }

        var password = string.Join('-', Secrets.NewReadable(16).Chunk(4).Select(group => new string(group)));
        var userId = await sessions.WriteAsync(db => Make(db, password, ct), ct);
        if (userId is null)
        {
            return null;
        }

        await signedIn.Forget(userId.Value);
        return new OwnerCredentials(options.Value.OwnerEmail, password);
    }

    private async Task<long?> Make(AccountsDb db, string password, CancellationToken ct)
    {
        await db.TakeAddressTurnAsync(ct);
        var first = await db.Roles.Where(row => row.Name == ShopRoles.Owner && row.Holders == 0).Set(row => row.Holders, 1).UpdateAsync(ct);
        if (first == 0)
        {
            return null;
        }

        var owner = NewOwner(password);
        if (await db.FindUserByEmailAsync(seal.EmailIndexes(owner.Email), ct) is { } known)
        {
            // Someone has taken the address before there was an owner: what he knows of the account must not open it, and his second factor must not close it.
            await db.Users.Where(row => row.Id == known.Id)
                .Set(row => row.PasswordHash, owner.PasswordHash).Set(row => row.Stamp, owner.Stamp)
                .Set(row => row.MustChangePassword, true).Set(row => row.EmailConfirmed, true).Set(row => row.IsStaff, true)
                .Set(row => row.Version, row => row.Version + 1)
                .UpdateAsync(ct);
            await db.DropSecondFactorAsync(known.Id, ct);
        }
        else
        {
            known = seal.Seal(owner, isStaff: true);
            await db.InsertAsync(known, token: ct);
        }

        await db.InsertAsync(new UserRoleRow { UserId = known.Id, Role = ShopRoles.Owner }, token: ct);
        await db.PublishAsync(new ChangeMade(Actor.System, "role.give", FormattableString.Invariant($"account {known.Id}"), ShopRoles.Owner, clock.GetUtcNow()), ct);
        return known.Id;
    }

    private AccountUser NewOwner(string password)
    {
        var owner = new AccountUser
        {
            Id = ids.Next(),
            Email = options.Value.OwnerEmail,
            DisplayName = "Owner",
            RegisteredAt = clock.GetUtcNow(),
            EmailConfirmed = true,
            MustChangePassword = true,
            Stamp = Secrets.NewToken(),
        };
        owner.PasswordHash = hasher.HashPassword(owner, password);
        return owner;
    }
}
